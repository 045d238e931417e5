import { z } from 'zod'
import { column, json, notBlank, text } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** What was answered to a request with a key, for a day. */
export const IdempotencyKey = table('idempotency_keys', {
  /** The hash of the key, of whose it is and of what it was sent to. */
  scope: z.string().min(1).max(64).check(notBlank).register(column, { unique: true }),
  /** Of the body. */
  fingerprint: z.string().min(1).max(64).check(notBlank),
  status: z.int(),
  headers: json(),
  body: text(),
})
export type IdempotencyKey = z.output<typeof IdempotencyKey>

declare module '#core/database/database.ts' {
  interface Database {
    idempotencyKeys: TableOf<typeof IdempotencyKey>
  }
}
