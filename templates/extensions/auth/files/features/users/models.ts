import { z } from 'zod'
import { column, datetime, email, notBlank } from '#core/database/columns.ts'
import { table, type TableOf } from '#core/database/model.ts'
import { roleNames } from '#core/permissions.ts'

export const User = table(
  'users',
  {
    email: email().register(column, { unique: true }),
    name: z.string().max(100).check(notBlank),
    role: z.enum(roleNames).default('user'),
    /** None until its owner has set a password. */
    passwordHash: z.string().max(255).nullable().default(null),
    disabledAt: datetime().nullable().default(null),
  },
  { indexes: [['role', 'createdAt']] },
)
export type User = z.output<typeof User>

declare module '#core/database/database.ts' {
  interface Database {
    users: TableOf<typeof User>
  }
}
