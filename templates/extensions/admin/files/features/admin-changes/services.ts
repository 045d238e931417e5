import type { Db } from '#core/database/database.ts'
<%~ slot('admin.id.imports') %>
import type { AdminChange } from './models.ts'

type Row = Record<string, unknown>
type Change = Pick<AdminChange, 'who' | 'action' | 'resource'> & {
  rowId: unknown
  before?: Row
  after?: Row
  secrets?: string[]
}

/** Writes down what was done to a row: of one that is still there, what is other than it was. */
export async function recordChange(db: Db, { rowId, before, after, secrets = [], ...values }: Change): Promise<void> {
  const columns = Object.keys({ ...before, ...after })
  const changed = columns.filter((name) => JSON.stringify(before?.[name]) !== JSON.stringify(after?.[name]))
  const masked = Object.fromEntries(secrets.map((name) => [name, '***']))
  const pick = (row: Row) => ({ ...Object.fromEntries(changed.map((name) => [name, row[name]])), ...masked })
  await db
    .insertInto('adminChanges')
    .values({
      <%~ slot('admin.id') %>
      ...values,
      rowId: String(rowId),
      before: before ? pick(before) : null,
      after: after ? pick(after) : null,
    })
    .execute()
}
