import type { ColumnType, Generated } from 'kysely'
import { z } from 'zod'
import { rememberBigints } from './formats.ts'
import { column } from './columns.ts'
import { Id } from './id.ts'
<%~ slot('model.imports') %>

/** A column, one with `desc` or a collation after it, or an SQL expression in parentheses. */
type Indexed<Column extends string> = Column | `${Column} ${string}` | `${string}(${string})${string}`
export type TableOptions<Column extends string = string> = {
  primaryKey?: Column[]
  /** A list ends with the primary key, by which rows are sorted in the end; an object is just what it says. */
  indexes?: (Indexed<Column>[] | { on: Indexed<Column>[]; unique?: boolean; where?: string; name?: string })[]
  unique?: Column[][]
  /** In SQL. */
  checks?: string[]
}
export const tables = z.registry<TableOptions & { name: string }>()

/** The columns that tables have unless they say otherwise. */
export const generated = {
  id: Id,
  createdAt: z.iso.datetime().register(column, { index: true, default: 'now' }),
  updatedAt: z.iso.datetime().register(column, { default: 'now' }),
}
/** For `Model.omit(generatedColumns)`: what a client never sends. */
export const generatedColumns = { id: true, createdAt: true, updatedAt: true } as const

/** One definition of a table: its rows' type, their validation, and what migrations are made from. */
export function table<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  options: TableOptions<keyof typeof generated | (keyof Shape & string)> = {},
) {
  return bareTable(name, { ...generated, ...shape }, options)
}

/** A table of just these columns. */
export function bareTable<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  options: TableOptions<keyof Shape & string> = {},
) {
  rememberBigints(name, shape)
  <%~ slot('model.table') %>
  return z.object(shape).register(tables, { name, ...options })
}

/** What the database fills in. */
type Filled = <%= ids === 'uuid' ? "'createdAt' | 'updatedAt'" : 'keyof typeof generated' %>

/** The Kysely table of a model: what its queries read, insert and update. */
export type TableOf<Model extends z.ZodObject> = {
  [Key in keyof z.output<Model>]: Key extends Filled
    ? Generated<z.output<Model>[Key]>
    : Key extends keyof z.input<Model>
      ? ColumnType<z.output<Model>[Key], z.input<Model>[Key], z.input<Model>[Key]>
      : never
}

type Undefaulted<Type> = Type extends z.ZodDefault<infer Inner> ? Inner : Type
type Patch<Shape> = { [Key in keyof Shape]: z.ZodOptional<Undefaulted<Shape[Key]> & z.core.$ZodType> }

/** What a client may send to change a row. A column left out stays as it is, its default notwithstanding. */
export function patch<Shape extends z.ZodRawShape>(create: z.ZodObject<Shape, z.core.$strict>) {
  const entries = Object.entries(create.shape).map(([key, type]) => {
    const bare = type instanceof z.ZodDefault ? type.unwrap() : type
    return [key, z.optional(bare as z.ZodType)]
  })
  return z.strictObject(Object.fromEntries(entries)) as unknown as z.ZodObject<Patch<Shape>, z.core.$strict>
}
