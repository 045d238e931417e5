import type { ColumnType, Generated } from 'kysely'
import { z } from 'zod'

/** What the database must know of a column and its Zod type does not say. */
export type ColumnOptions = {
  references?: `${string}.${string}`
  onDelete?: 'cascade' | 'restrict' | 'set null'
  unique?: boolean
  index?: boolean
}
export const column = z.registry<ColumnOptions>()

export type TableOptions = { name: string; indexes?: string[][]; unique?: string[][] }
export const tables = z.registry<TableOptions>()

/** The columns that every table has; the database fills them in. */
export const generated = { id: <%= ids === 'uuid' ? 'z.uuid()' : 'z.int().positive()' %>, createdAt: z.iso.datetime(), updatedAt: z.iso.datetime() }
/** For `Model.omit(generatedColumns)`: what a client never sends. */
export const generatedColumns = { id: true, createdAt: true, updatedAt: true } as const
/** An id as it stands in a path or a query. */
export const IdParam = <%= ids === 'uuid' ? 'generated.id' : 'z.coerce.number().pipe(generated.id)' %>

/** One definition of a table: its rows' type, their validation, and what migrations are made from. */
export function table<Shape extends z.ZodRawShape>(
  name: string,
  shape: Shape,
  options: Omit<TableOptions, 'name'> = {},
) {
  return z.object({ ...generated, ...shape }).register(tables, { name, ...options })
}

/** The Kysely table of a model: what its queries read, insert and update. */
export type TableOf<Model extends z.ZodObject> = {
  [Key in keyof z.output<Model>]: Key extends keyof typeof generated
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
