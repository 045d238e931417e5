import type { Context } from 'hono'
import { audit } from '#core/audit.ts'
import type { Id } from '#core/database/id.ts'
import { UnauthorizedError, ValidationError } from '#core/errors.ts'
import type { Env } from '#core/http/router.ts'
import type { SignIn } from './schemas.ts'
import { checkPassword, isPasswordOf } from './services.ts'

// What several operations do on the way: they count, check and tell the log.

const varsOf = (c: Context) => c.var as Env['Variables']

/** Whose address and password these are. What is wrong with them is not said. */
export async function requireSignIn(c: Context, given: Pick<SignIn, 'email' | 'password'>): Promise<Id> {
  const { attempts, db } = varsOf(c)
  await attempts.count(c, given.email)
  const { userId, isRight } = await checkPassword(db, given)
  if (userId === undefined || !isRight) {
    audit(c, 'sign-in refused', userId)
    throw new UnauthorizedError('The address or the password is wrong')
  }
  await attempts.forget(c, given.email)
  audit(c, 'signed in', userId)
  return userId
}

/** Asks who is signed in for the password again: what takes an account away takes more than a session, which may be stolen. */
export async function requirePassword(c: Context, current: string): Promise<void> {
  const { attempts, db, user } = varsOf(c)
  const account = `password of ${user!.id}`
  await attempts.count(c, account)
  if (!(await isPasswordOf(db, user!, current))) {
    audit(c, 'password refused')
    throw new ValidationError([{ path: 'current', message: 'It is another one' }], 'The password is wrong')
  }
  await attempts.forget(c, account)
}
