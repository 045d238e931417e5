import { z } from 'zod'
import { references } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'

/** Who somebody is to a provider: by its own name for him, which stays, and not by an address, which may become another's. */
export const Identity = table(
  'identities',
  {
    userId: references('users', { onDelete: 'cascade' }),
    provider: z.string().max(20),
    subject: z.string().max(255),
  },
  { unique: [['provider', 'subject']] },
)
export type Identity = z.output<typeof Identity>

declare module '#core/database/database.ts' {
  interface Database {
    identities: TableOf<typeof Identity>
  }
}
