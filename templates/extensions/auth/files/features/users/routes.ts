import { permitted, signedIn } from '#core/access.ts'
import { audit } from '#core/audit.ts'
import type { Id } from '#core/database/id.ts'
import { ConflictError } from '#core/errors.ts'
import { createRouter, operation, validate } from '#core/http/router.ts'
import { invite } from '#features/auth/sending.ts'
import { requirePassword } from '#features/auth/steps.ts'
import { ProfileUpdate, RoleChange, UserCreate, UserPage, UserParams, UserQuery, UserRead, UserUpdate } from './schemas.ts'
import { deleteUser, getUser, listUsers, updateUser } from './services.ts'

/** What each may do with his own account. */
export const me = createRouter()
  .use(signedIn)
  .get('/', operation('Get who is signed in', { 200: UserRead }), async (c) => {
    return c.json(await getUser(c.var.db, c.var.user.id))
  })
  .patch('/', operation('Change who is signed in', { 200: UserRead }), validate('json', ProfileUpdate), async (c) => {
    return c.json(await updateUser(c.var.db, c.var.user.id, c.req.valid('json')))
  })

/** What it takes a permission to do with those of others. */
export const users = createRouter()
    .use(permitted('users:manage'))
    .get('/', operation('List users', { 200: UserPage }), validate('query', UserQuery), async (c) => {
      return c.json(await listUsers(c.var.db, c.req.valid('query')))
    })
    .post('/', operation('Invite a user', { 201: UserRead }), validate('json', UserCreate), async (c) => {
      const created = await invite(c.var, c.req.valid('json'))
      c.header('Location', `${c.req.path}/${created.id}`)
      return c.json(created, 201)
    })
    .get('/:id', operation('Get a user', { 200: UserRead }), validate('param', UserParams), async (c) => {
      return c.json(await getUser(c.var.db, c.req.valid('param').id))
    })
    .patch(
      '/:id',
      operation('Change a user', { 200: UserRead }),
      validate('param', UserParams),
      validate('json', UserUpdate),
      async (c) => {
        const [{ id }, changes] = [c.req.valid('param'), c.req.valid('json')]
        if (changes.disabled) refuseOneself(c.var.user.id, id)
        const changed = await updateUser(c.var.db, id, changes)
        if (changes.disabled) audit(c, 'shut out', id)
        return c.json(changed)
      },
    )
    .put(
      '/:id/role',
      operation('Change the role of a user', { 200: UserRead, 429: 'Too many attempts' }),
      validate('param', UserParams),
      validate('json', RoleChange),
      async (c) => {
        const [{ id }, { role, current }] = [c.req.valid('param'), c.req.valid('json')]
        refuseOneself(c.var.user.id, id)
        await requirePassword(c, current)
        const changed = await updateUser(c.var.db, id, { role })
        audit(c, 'role changed', id)
        return c.json(changed)
      },
    )
    .delete('/:id', operation('Delete a user', { 204: 'Deleted' }), validate('param', UserParams), async (c) => {
      const { id } = c.req.valid('param')
      refuseOneself(c.var.user.id, id)
      await deleteUser(c.var.db, id)
      audit(c, 'deleted', id)
      return c.body(null, 204)
    })

/** So that there is always somebody left who manages users. */
function refuseOneself(mine: Id, id: Id): void {
  if (id === mine) throw new ConflictError('Somebody else has to do that to you')
}
