import type { Kysely } from 'kysely'
import type { Id } from '#core/database/id.ts'
import { inTransaction } from '#core/database/transactions.ts'
import type { Field, Values } from '#core/html/fields.ts'
import { recordChange } from '#features/admin-changes/services.ts'
import type { Link } from './resource.ts'
import { type Desk, deskOf, most, rowsOf } from './rows.ts'
import type { Seen } from './write.ts'

/** A link as one of its two tables has it: what refers to its rows and to those of the other, and whether it is set here. */
export type Side = { link: Link; other: Desk; own: string; others: string; isSetHere: boolean }

/** The links of a table with others that the admin knows. */
export function sidesOf(desk: Desk): Side[] {
  return desk.links.flatMap((link) => {
    const { of, table, from, to } = link
    const isSetHere = of === desk.resource.table
    const other = isSetHere || table === desk.resource.table ? deskOf(desk, isSetHere ? table : of) : undefined
    return other ? [{ link, other, isSetHere, own: isSetHere ? from : to, others: isSetHere ? to : from }] : []
  })
}

const links = ({ db }: Desk, { through }: Link) => (db as Kysely<any>).selectFrom(through)

/** By what a list is filtered: columns, and what its rows are linked with. */
export function filtersOf(desk: Desk): Field[] {
  const { filters, shown } = desk.resource
  return filters.flatMap((field) => {
    const to = sidesOf(desk).find(({ others }) => others === field.name)?.other.resource
    if (to) return { ...field, title: to.title, target: to.table }
    return shown.includes(field.name) ? field : []
  })
}

/** The ids of the rows that are linked with one that somebody may see. */
export function linkedWith(desk: Desk, { link, other, own, others }: Side, id: unknown) {
  const seen = rowsOf(other).select('id').where('id', '=', id)
  return links(desk, link).select(own).where(others, 'in', seen)
}

/** What a row is linked with, as far as somebody may see it: one more than is shown says that there are more. */
export async function readLinked(desk: Desk, { link, other, own, others }: Side, id: unknown): Promise<Values[]> {
  const linked = links(desk, link).select(others).where(own, '=', id)
  const rows = rowsOf({ ...other, db: desk.db }).where('id', 'in', linked).orderBy('id')
  return await rows.select(['id', other.resource.label]).limit(most + 1).execute()
}

/** Links a row with these and no others, by the service of its feature, and writes down who did: both or neither. */
export async function saveLinks(desk: Desk, who: string, side: Side, row: Seen, ids: Id[]): Promise<void> {
  const { admin, resource } = desk
  await inTransaction(desk.db, async (db) => {
    const read = async () => {
      const linked = await readLinked({ ...desk, db }, side, row.id)
      return { [side.link.table]: linked.map(({ id }) => id) }
    }
    const before = await read()
    await side.link.set(admin)(db, row.id, ids, row.seen)
    const after = await read()
    await recordChange(db, { who, action: 'update', resource: resource.table, rowId: row.id, before, after })
  })
}
