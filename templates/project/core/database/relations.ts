import type { CompiledQuery, Expression, Kysely, SelectQueryBuilder, SqlBool } from 'kysely'
import { z } from 'zod'
import type { Database, Db } from './database.ts'
import type { Id } from './id.ts'

type Row = Record<string, any>

/** What rows are related to: what it is answered as, and how that of many rows is read at once. */
export type Relation<Schema extends z.ZodType = z.ZodType, Caller = any> = {
  schema: Schema
  load: (db: Kysely<any>, rows: readonly Row[], caller: Caller) => Promise<(row: Row) => unknown>
  /** How many of a list are answered. One more is read: that there are more is said. */
  limit?: number
}
type Relations<Caller = any> = Record<string, Relation<z.ZodType, Caller>>
/** The rows of a table which whoever asks may see. */
export type Scope<Caller> = (caller: Caller) => Expression<SqlBool>

/** The one row that `key` refers to; null where there is none. */
export function belongsTo<Read extends z.ZodObject, Caller = unknown>(
  table: keyof Database & string,
  read: Read,
  key: string,
  { scope }: { scope?: Scope<Caller> } = {},
): Relation<z.ZodNullable<Read>, Caller> {
  const columns = Object.keys(read.shape)
  const find = finder((db, ids, scoped) => scoped(db.selectFrom(table).select(columns).where('id', 'in', ids)), scope)
  return {
    schema: read.nullable(),
    async load(db, rows, caller) {
      const byId = new Map((await find(db, idsOf(rows, key), caller)).map((row) => [row['id'], row]))
      return (row) => byId.get(row[key]) ?? null
    },
  }
}

type Query = SelectQueryBuilder<any, any, Row>
const placeholder = Symbol('bound at each run')

/** Finds rows by ids. What is the same for whoever asks is built once for each number of them: that takes as long as to read some. */
export function finder<Caller>(
  build: (db: Kysely<any>, ids: Id[], scoped: (query: Query) => Query) => Query,
  scope?: Scope<Caller>,
) {
  const built = new Map<number, CompiledQuery<Row>>()
  return async (db: Kysely<any>, ids: Id[], caller: Caller): Promise<Row[]> => {
    if (ids.length === 0) return []
    if (scope) return await build(db, ids, (query) => query.where(scope(caller))).execute()
    const places = ids.map(() => placeholder as never)
    const query = built.get(ids.length) ?? build(db, places, (all) => all).compile()
    built.set(ids.length, query)
    const values = ids.values()
    const parameters = query.parameters.map((one) => (one === placeholder ? values.next().value : one))
    return (await db.executeQuery<Row>({ ...query, parameters })).rows
  }
}

/** The part of a query that says what to include: `?include=customer,parent`, or each by itself. */
export function includeQuery<All extends Relations>(relations: All) {
  const names = Object.keys(relations) as [keyof All & string]
  const split = (given: unknown) => [given].flat().flatMap((one) => String(one).split(','))
  return z.strictObject({ include: z.preprocess(split, z.array(z.enum(names)).min(1).max(names.length)).optional() })
}

type Included<All extends Relations> = { [Name in keyof All]: z.ZodOptional<All[Name]['schema']> } & {
  [Name in keyof All & string as All[Name] extends { limit: number } ? `${Name}Truncated` : never]: z.ZodOptional<
    z.ZodLiteral<true>
  >
}

/** The schema of a row with what may be included. */
export function withRelations<Read extends z.ZodObject, All extends Relations>(read: Read, relations: All) {
  const included = Object.entries(relations).flatMap(([name, { schema, limit }]) => [
    [name, schema.optional()],
    ...(limit === undefined ? [] : [[`${name}Truncated`, z.literal(true).optional()]]),
  ])
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
  const added: ((row: Row) => Row)[] = []
  for (const name of new Set(names)) {
    const { load, limit } = relations[name]!
    const of = await load(db, rows, caller as Caller)
    added.push((row) => cut(name, of(row), limit))
  }
  const all = rows.map((row) => Object.assign({ ...row }, ...added.map((add) => add(row))))
  return all as { [Index in keyof Rows]: Rows[Index] & z.output<z.ZodObject<Included<All>>> }
}

const cut = (name: string, value: unknown, limit = Infinity): Row =>
  Array.isArray(value) && value.length > limit
    ? { [name]: value.slice(0, limit), [`${name}Truncated`]: true }
    : { [name]: value }

/** Each of them once. The last is repeated up to a power of two, so that there are few statements, whose plans are kept. */
export function idsOf(rows: readonly Row[], key: string): Id[] {
  const ids = [...new Set(rows.map((row): Id | null => row[key]))].filter((id) => id !== null)
  while (ids.length & (ids.length - 1)) ids.push(ids.at(-1)!)
  return ids
}
