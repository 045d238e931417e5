import { z } from 'zod'
import { datetime, json, notBlank, url } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** Where something else is told of events. */
export const Webhook = table('webhooks', {
  url: url(),
  /** Their types. */
  events: json(),
  secret: z.string().min(1).max(100).check(notBlank),
  /** Signs, too, for a day after another one took its place. */
  previousSecret: z.string().min(1).max(100).check(notBlank).nullable().default(null),
  rotatedAt: datetime().nullable().default(null),
  failingSince: datetime().nullable().default(null),
  disabledAt: datetime().nullable().default(null),
})
export type Webhook = z.output<typeof Webhook>

declare module '#core/database/database.ts' {
  interface Database {
    webhooks: TableOf<typeof Webhook>
  }
}
