import { z } from 'zod'
import { column, json, notBlank } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** What was done by the admin: who, when (`createdAt`), what, and to which row. */
export const AdminChange = table('admin_changes', {
  who: z.string().max(255).check(notBlank),
  action: z.string().max(40).check(notBlank),
  resource: z.string().max(64).check(notBlank),
  rowId: z.string().max(36).check(notBlank).register(column, { index: true }),
  /** The columns that changed; what is private is masked. */
  before: json().nullable().default(null),
  after: json().nullable().default(null),
})
export type AdminChange = z.output<typeof AdminChange>

declare module '#core/database/database.ts' {
  interface Database {
    adminChanges: TableOf<typeof AdminChange>
  }
}
