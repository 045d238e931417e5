import type { Expression, Kysely, SqlBool } from 'kysely'
import { z } from 'zod'
import type { Database, Db } from './database.ts'
import type { Id } from './id.ts'

type Row = Record<string, any>

/** What rows are related to: what it is answered as, and how that of many rows is read at once. */
export type Relation<Schema extends z.ZodType = z.ZodType, Caller = any> = {
  schema: Schema
  load: (db: Kysely<any>, rows: readonly Row[], caller: Caller) => Promise<(row: Row) => unknown>
}
type Relations<Caller = any> = Record<string, Relation<z.ZodType, Caller>>

/**
 * The one row that `key` refers to; null where there is none.
 * @param scope the rows of that table which whoever asks may see, where that is not all
 */
export function belongsTo<Read extends z.ZodObject, Caller = unknown>(
  table: keyof Database & string,
  read: Read,
  key: string,
  scope?: (caller: Caller) => Expression<SqlBool>,
): Relation<z.ZodNullable<Read>, Caller> {
  return {
    schema: read.nullable(),
    async load(db, rows, caller) {
      const ids = idsOf(rows, key)
      if (ids.length === 0) return () => null
      const all = db.selectFrom(table).select(Object.keys(read.shape)).where('id', 'in', ids)
      const found = await (scope ? all.where(scope(caller)) : all).execute()
      const byId = new Map(found.map((row) => [row.id, row]))
      return (row) => byId.get(row[key]) ?? null
    },
  }
}

/** The part of a query that says what to include: `?include=customer,parent`, or each by itself. */
export function includeQuery<All extends Relations>(relations: All) {
  const names = Object.keys(relations) as [keyof All & string]
  const split = (given: unknown) => [given].flat().flatMap((one) => String(one).split(','))
  return z.strictObject({ include: z.preprocess(split, z.array(z.enum(names)).min(1).max(names.length)).optional() })
}

type Included<All extends Relations> = { [Name in keyof All]: z.ZodOptional<All[Name]['schema']> }

/** The schema of a row with what may be included. */
export function withRelations<Read extends z.ZodObject, All extends Relations>(read: Read, relations: All) {
  const included = Object.entries(relations).map(([name, { schema }]) => [name, schema.optional()])
  return read.extend(Object.fromEntries(included) as Included<All>)
}

/** Adds to rows what is related to them: by one query for each name, however many rows there are. */
export async function include<const Rows extends readonly object[], Caller, All extends Relations<Caller>>(
  db: Db,
  rows: Rows,
  relations: All,
  names: readonly (keyof All & string)[] = [],
  caller?: Caller,
) {
  const added: [name: string, of: (row: Row) => unknown][] = []
  for (const name of new Set(names)) added.push([name, await relations[name]!.load(db, rows, caller as Caller)])
  const all = rows.map((row) => ({ ...row, ...Object.fromEntries(added.map(([name, of]) => [name, of(row)])) }))
  return all as { [Index in keyof Rows]: Rows[Index] & Partial<{ [Name in keyof All]: z.output<All[Name]['schema']> }> }
}

/** Each of them once. The last is repeated up to a power of two, so that there are few statements, whose plans are kept. */
function idsOf(rows: readonly Row[], key: string): Id[] {
  const ids = [...new Set(rows.map((row): Id | null => row[key]))].filter((id) => id !== null)
  while (ids.length & (ids.length - 1)) ids.push(ids.at(-1)!)
  return ids
}
