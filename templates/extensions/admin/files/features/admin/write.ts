import type { Id } from '#core/database/id.ts'
import { inTransaction } from '#core/database/transactions.ts'
import { parseForm, type Values } from '#core/html/fields.ts'
import { recordChange } from '#features/admin-changes/services.ts'
import type { Action } from './resource.ts'
import { type Desk, findRows, readRows } from './rows.ts'

/** A row that is there, and the versions of which it may be. */
export type Seen = { id: Id; seen?: number[] | undefined }

/** Writes a row by the service of its feature, and down who did: both or neither. */
export async function saveRow(desk: Desk, who: string, values: Values, { id, seen }: Partial<Seen> = {}): Promise<Id> {
  const { admin, resource } = desk
  const action = id === undefined ? 'create' : 'update'
  const fields = resource.fields[action]
  const data = parseForm(resource[action]!, fields, values)
  const secrets = fields.flatMap(({ name, isSecret }) => (isSecret && (values[name] ?? null) !== null ? [name] : []))

  return await inTransaction(desk.db, async (db) => {
    const { create, update } = resource.services(admin)
    const [before] = id === undefined ? [] : await findRows({ ...desk, db }, [id])
    const rowId = id ?? (await create!(db, data)).id
    if (id !== undefined) await update!(db, id, data, seen)
    const after = (await readRows({ ...desk, db }, [rowId])).get(rowId)
    await recordChange(db, { who, action, resource: resource.table, rowId, before, after, secrets })
    return rowId
  })
}

/** Does to rows what one can, and writes down who did: to all or to none. */
export async function actOnRows(desk: Desk, who: string, [action, run]: [string, Action], ids: unknown[]): Promise<void> {
  await inTransaction(desk.db, async (db) => {
    const rows = await findRows({ ...desk, db }, ids)
    for (const { id } of rows) await run(db, id as Id)
    const left = await readRows({ ...desk, db }, rows.map(({ id }) => id as Id))
    for (const before of rows) {
      const { id } = before
      await recordChange(db, { who, action, resource: desk.resource.table, rowId: id, before, after: left.get(id) })
    }
  })
}
