import type { Kysely, SelectQueryBuilder } from 'kysely'
import { z } from 'zod'
import { missingError } from './database-errors.ts'
import type { Database } from './database.ts'
import type { Id } from './id.ts'
import { finder, idsOf, type Relation, type Scope } from './relations.ts'

type Table = keyof Database & string
/** Rows of a table that those of another are linked with, by the columns `from` these and `to` those of a table between. */
type Links<Caller> = { table: Table; through: Table; from: string; to: string; scope?: Scope<Caller> | undefined }
/** Who asks, where that makes a difference. */
type Asking<Caller> = unknown extends Caller ? [] : [caller: Caller]

/** The rows that a table between links with one; of more than the limit, the first. */
export function manyToMany<Read extends z.ZodObject, Caller = unknown>(
  table: Table,
  read: Read,
  { through, from, to, scope, limit = 100 }: Omit<Links<Caller>, 'table'> & { limit?: number },
): Relation<z.ZodArray<Read>, Caller> & Links<Caller> & { limit: number } {
  const columns = Object.keys(read.shape)
  const [fromKey, toKey] = [`${through}.${from}`, `${through}.${to}`]
  const find = finder((db, ids, scoped) => {
    const numbered = db
      .selectFrom(through)
      .innerJoin(table, `${table}.id`, toKey)
      .select([...columns.map((column) => `${table}.${column}`), `${fromKey} as $from`])
      .select(({ fn }) => [fn.agg<number>('row_number').over((by) => by.partitionBy(fromKey).orderBy(toKey)).as('$nth')])
      .where(fromKey, 'in', ids)
    const first = db.selectFrom(scoped(numbered).as('numbered')).select([...columns, '$from'])
    return first.where('$nth', '<=', limit + 1).orderBy('id')
  }, scope)
  return {
    table,
    through,
    from,
    to,
    scope,
    limit,
    schema: z.array(read).max(limit),
    async load(db, rows, caller) {
      const found = await find(db, idsOf(rows, 'id'), caller)
      const linked = Map.groupBy(found, (row) => row['$from'])
      for (const row of found) delete row['$from']
      return (row) => linked.get(row['id']) ?? []
    },
  }
}

/** The ids of the rows that are linked with one of the other table, where whoever asks may see that one. */
export function linkedTo<Caller>(db: Kysely<any>, links: Links<Caller>, id: Id, ...asking: Asking<Caller>) {
  const { through, from, to } = links
  const seen = visible(db, links, asking).where('id', '=', id)
  return db.selectFrom(through).select(from).where(to, 'in', seen)
}

/**
 * Links a row with these of the other table, and with no others that whoever asks may see.
 * @throws ConflictError for those that are not there for him, by their places
 */
export async function setLinks<Caller>(
  db: Kysely<any>,
  links: Links<Caller>,
  id: Id,
  ids: Id[],
  ...asking: Asking<Caller>
): Promise<void> {
  const { through, from, to } = links
  const others = visible(db, links, asking)
  const linked = await idsIn(others.where('id', 'in', db.selectFrom(through).select(to).where(from, '=', id)))
  const added = new Set(ids).difference(linked)
  const removed = linked.difference(new Set(ids))

  if (added.size > 0) {
    const found = await idsIn(others.where('id', 'in', [...added]))
    const missing = ids.flatMap((other, index) => (linked.has(other) || found.has(other) ? [] : [`${to}s.${index}`]))
    if (missing.length > 0) throw missingError(missing, undefined)
    const rows = [...added].map((other) => ({ [from]: id, [to]: other }))
    await db.insertInto(through).values(rows).execute()
  }
  if (removed.size > 0) {
    const own = db.deleteFrom(through).where(from, '=', id)
    await own.where(to, 'in', [...removed]).execute()
  }
}

/** The ids of the other table that whoever asks may see. */
function visible<Caller>(db: Kysely<any>, { table, scope }: Links<Caller>, [caller]: Asking<Caller>) {
  const ids = db.selectFrom(table).select('id')
  return scope ? ids.where(scope(caller as Caller)) : ids
}

async function idsIn(rows: SelectQueryBuilder<any, any, { id: Id }>): Promise<Set<Id>> {
  return new Set((await rows.execute()).map(({ id }) => id))
}
