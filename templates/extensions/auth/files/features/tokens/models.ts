import { z } from 'zod'
import { column, datetime, references } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** What proves who somebody is: a session, a key for a program, or a link that was mailed. */
export const Token = table('tokens', {
  userId: references('users', { onDelete: 'cascade' }),
  kind: z.enum(['session', 'api', 'password', 'email', 'refresh']),
  /** The part of a token that finds it. The other one is kept as a hash. */
  selector: z.string().max(22).register(column, { unique: true }),
  secretHash: z.string().max(43),
  /** The user agent of a session, what a key is for, the address that a link was sent to. */
  label: z.string().max(255),
  usedAt: datetime(),
  expiresAt: datetime().register(column, { index: true }),
})
export type Token = z.output<typeof Token>

declare module '#core/database/database.ts' {
  interface Database {
    tokens: TableOf<typeof Token>
  }
}
