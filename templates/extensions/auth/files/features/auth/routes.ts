import type { Context } from 'hono'
import { signedIn } from '#core/access.ts'
import { audit } from '#core/audit.ts'
import type { Id } from '#core/database/id.ts'
import { createRouter, operation, validate } from '#core/http/router.ts'
import { TokenList, TokenParams } from '#features/tokens/schemas.ts'
import { listTokens, revokeToken, revokeTokens } from '#features/tokens/services.ts'
import { getUser } from '#features/users/services.ts'
import type { Settings } from '../../settings.ts'
import { clearSessionCookie, setSessionCookie } from './authenticate.ts'
<%~ slot('auth.routes.imports') %>
import * as schemas from './schemas.ts'
import * as sending from './sending.ts'
import * as services from './services.ts'
import { requirePassword, requireSignIn } from './steps.ts'

const limited = { 429: 'Too many attempts' }
const sent = { 202: 'If all is well, a mail is on its way', ...limited }

export function auth(settings: Settings) {
  const answerSession = async (c: Context, userId: Id, cookie: boolean) => {
    const session = await services.startSession(c.var.db, userId, c.req.header('User-Agent'))
    if (cookie) setSessionCookie(c, settings, session)
    const user = await getUser(c.var.db, userId)
    return c.json({ ...(!cookie && { token: session.token }), expiresAt: session.expiresAt, user })
  }

  return (
    createRouter()
      .post('/sign-up', operation('Ask for an account', sent), validate('json', schemas.SignUp), async (c) => {
        const values = c.req.valid('json')
        await c.var.attempts.count(c, `mail to ${values.email}`)
        await sending.signUp(c.var, values)
        return c.body(null, 202)
      })
      .post(
        '/forgotten-password',
        operation('Ask for another password', sent),
        validate('json', schemas.PasswordForgotten),
        async (c) => {
          const { email } = c.req.valid('json')
          await c.var.attempts.count(c, `mail to ${email}`)
          await sending.remindPassword(c.var, email)
          return c.body(null, 202)
        },
      )
      .post(
        '/set-password',
        operation('Set a password by the link in a mail, and sign in', { 200: schemas.Session }),
        validate('json', schemas.PasswordSet),
        async (c) => {
          const { cookie, ...values } = c.req.valid('json')
          const userId = await services.setPassword(c.var.db, values)
          audit(c, 'password set', userId)
          return await answerSession(c, userId, cookie)
        },
      )
      .post(
        '/sign-in',
        operation('Sign in', { 200: schemas.Session, 401: 'The address or the password is wrong', ...limited }),
        validate('json', schemas.SignIn),
        async (c) => {
          const { cookie, ...values } = c.req.valid('json')
          return await answerSession(c, await requireSignIn(c, values), cookie)
        },
      )
      <%~ slot('auth.routes') %>

      // What follows is for who is signed in.
      .use(signedIn)
      .post('/sign-out', operation('Sign out', { 204: 'Signed out' }), async (c) => {
        await revokeToken(c.var.db, c.var.user.id, c.var.user.tokenId)
        audit(c, 'signed out')
        clearSessionCookie(c, settings)
        return c.body(null, 204)
      })
      .post(
        '/change-password',
        operation('Change the password', { 204: 'Changed, and signed out everywhere', ...limited }),
        validate('json', schemas.PasswordChange),
        async (c) => {
          const { current, password } = c.req.valid('json')
          await requirePassword(c, current)
          await services.savePassword(c.var.db, c.var.user.id, password)
          audit(c, 'password set')
          clearSessionCookie(c, settings)
          return c.body(null, 204)
        },
      )
      .post(
        '/change-email',
        operation('Ask for another address', sent),
        validate('json', schemas.EmailChange),
        async (c) => {
          const { current, email } = c.req.valid('json')
          await requirePassword(c, current)
          await c.var.attempts.count(c, `mail to ${email}`)
          await sending.askForEmail(c.var, c.var.user.id, email)
          return c.body(null, 202)
        },
      )
      .post(
        '/confirm-email',
        operation('Confirm another address by the link in a mail', { 204: 'Changed' }),
        validate('json', schemas.EmailConfirmation),
        async (c) => {
          await sending.confirmEmail(c.var, c.var.user, c.req.valid('json').token)
          audit(c, 'address changed')
          return c.body(null, 204)
        },
      )
      .get('/tokens', operation('List where one is signed in', { 200: TokenList }), async (c) => {
        return c.json({ items: await listTokens(c.var.db, c.var.user) })
      })
      .delete('/tokens', operation('Sign out everywhere', { 204: 'Signed out' }), async (c) => {
        await revokeTokens(c.var.db, c.var.user.id)
        audit(c, 'signed out')
        clearSessionCookie(c, settings)
        return c.body(null, 204)
      })
      .delete(
        '/tokens/:id',
        operation('Sign out somewhere', { 204: 'Signed out' }),
        validate('param', TokenParams),
        async (c) => {
          await revokeToken(c.var.db, c.var.user.id, c.req.valid('param').id)
          audit(c, 'signed out')
          return c.body(null, 204)
        },
      )
  )
}
