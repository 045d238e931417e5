import type { Context, MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { Id } from './database/id.ts'
import { ForbiddenError, UnauthorizedError } from './errors.ts'
import { type Env, problemAnswer } from './http/router.ts'
import { may, type Permission, type Role } from './permissions.ts'

export type User = { id: Id; role: Role }
/** Who a request is from, and by which token that is known. */
export type SignedIn = User & { tokenId: Id }

/** After it `c.var.user` is somebody, and without it a handler that needs one does not compile. */
type Guard = MiddlewareHandler<{ Variables: { user: SignedIn } }>

/** A guard documents itself: the operations behind it say whom they are for. */
function guard(check: (user: SignedIn) => void, answers: Record<number, string>): Guard {
  const refuse: Guard = async (c: Context, next) => {
    const { user } = c.var as Env['Variables']
    if (!user) throw new UnauthorizedError('Sign in first')
    check(user)
    await next()
  }
  const responses = Object.entries(answers).map(([status, answer]) => [status, problemAnswer(answer)])
  return Object.assign(
    refuse,
    describeRoute({ security: [{ token: [] }, { cookie: [] }], responses: Object.fromEntries(responses) }),
  )
}

const nobody = { 401: 'Nobody is signed in' }

/** Lets through who is signed in. */
export const signedIn = guard(() => {}, nobody)

/** Lets through who may do that. */
export const permitted = (permission: Permission) => {
  const refusal = `It takes the permission ${permission}`
  return guard(
    ({ role }) => {
      if (!may(role, permission)) throw new ForbiddenError(refusal)
    },
    { ...nobody, 403: refusal },
  )
}
