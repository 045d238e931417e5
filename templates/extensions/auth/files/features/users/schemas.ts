import { z } from 'zod'
import { IdParam } from '#core/database/id.ts'
import { patch } from '#core/database/model.ts'
import { pageOf, pageQuery } from '#core/database/pagination.ts'
import { GivenPassword } from '#core/passwords.ts'
import { User } from './models.ts'

/** What clients are shown. */
export const UserRead = User.omit({ passwordHash: true }).register(z.globalRegistry, { id: 'User' })
export const UserPage = pageOf(UserRead).register(z.globalRegistry, { id: 'UserPage' })

/** What a user may change of himself. */
export const ProfileUpdate = patch(User.pick({ name: true }).strict()).register(z.globalRegistry, { id: 'ProfileUpdate' })

/** What somebody who manages users sends of others. A role takes his password as well. */
export const UserCreate = User.pick({ email: true, name: true }).strict().register(z.globalRegistry, { id: 'UserCreate' })
export const UserUpdate = ProfileUpdate.extend({ disabled: z.boolean().optional() }).register(z.globalRegistry, {
  id: 'UserUpdate',
})
export const RoleChange = z
  .strictObject({ role: User.shape.role.unwrap(), current: GivenPassword })
  .register(z.globalRegistry, { id: 'RoleChange' })

export const UserParams = z.strictObject({ id: IdParam })
/** A list sorts by the first unless told otherwise. */
export const UserQuery = pageQuery('createdAt', 'email').extend({ role: User.shape.role.unwrap().optional() })

export type UserRead = z.output<typeof UserRead>
export type UserCreate = z.output<typeof UserCreate> & { role?: UserRead['role'] }
export type UserUpdate = z.output<typeof UserUpdate>
export type UserQuery = z.output<typeof UserQuery>
