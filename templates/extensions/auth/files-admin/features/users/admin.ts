import { sql } from 'kysely'
import { z } from 'zod'
import { pageQuery } from '#core/database/pagination.ts'
import { ConflictError } from '#core/errors.ts'
import { resource } from '#features/admin/resource.ts'
import { Token } from '#features/tokens/models.ts'
import { useToken } from '#features/tokens/services.ts'
import { UserQuery, UserRead, UserUpdate } from './schemas.ts'
import { deleteUser, updateUser } from './services.ts'

/** Users as the admin shows them. Roles are changed by who says his password again (`PUT /users/:id/role`). */
export const usersResource = resource('users', {
  read: UserRead,
  query: UserQuery,
  update: UserUpdate,
  services: (admin) => ({
    update: (db, id, changes) => {
      if (changes.disabled && id === admin.id) throw somebodyElse()
      return updateUser(db, id, changes)
    },
    delete: (db, id) => {
      if (id === admin.id) throw somebodyElse()
      return deleteUser(db, id)
    },
  }),
})

const somebodyElse = () => new ConflictError('Somebody else has to do that to you')

/** Where users are signed in, and their keys. */
export const sessionsResource = resource('tokens', {
  title: 'Sessions',
  read: Token.omit({ selector: true, secretHash: true, updatedAt: true }),
  query: pageQuery('createdAt').extend({ kind: z.enum(['session', 'api', 'refresh']).optional() }),
  scope: () => sql<boolean>`kind in ('session', 'api', 'refresh')`,
  actions: { revoke: useToken },
})
