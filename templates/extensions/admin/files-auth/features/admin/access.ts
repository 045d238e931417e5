import type { Context } from 'hono'
import { html } from 'hono/html'
import type { SignedIn } from '#core/access.ts'
import { audit } from '#core/audit.ts'
import { ForbiddenError, UnauthorizedError } from '#core/errors.ts'
import { type Field, fieldsOf, parseForm, readForm } from '#core/html/fields.ts'
import { issuesIn, showForm } from '#core/html/form.ts'
import { showPage } from '#core/html/page.ts'
import { createRouter, type Env } from '#core/http/router.ts'
import { may } from '#core/permissions.ts'
import { clearSessionCookie, setSessionCookie } from '#features/auth/authenticate.ts'
import { SignIn } from '#features/auth/schemas.ts'
import { startSession } from '#features/auth/services.ts'
import { requireSignIn } from '#features/auth/steps.ts'
import { revokeToken } from '#features/tokens/services.ts'
import { getUser } from '#features/users/services.ts'
import type { Settings } from '../../settings.ts'

/** Who looks after the tables. */
export type Admin = SignedIn
export const adminOf = (c: Context<Env>): Admin => c.var.user!
/** As whom the changes that he makes name him. */
export const nameOfAdmin = async (c: Context<Env>): Promise<string> => (await getUser(c.var.db, adminOf(c).id)).email

const Credentials = SignIn.pick({ email: true, password: true })
const fields = fieldsOf(Credentials).map((field): Field => {
  return field.name === 'password' ? { ...field, widget: 'password', isSecret: true } : field
})

/** Lets in who signs in and has the permission `admin`. */
export function access(settings: Settings) {
  return createRouter()
    .get('/sign-in', (c) => showSignIn(c))
    .post('/sign-in', async (c) => {
      const values = readForm(fields, await c.req.parseBody())
      try {
        const userId = await requireSignIn(c, parseForm(Credentials, fields, values))
        setSessionCookie(c, settings, await startSession(c.var.db, userId, c.req.header('User-Agent')))
      } catch (thrown) {
        const issues = thrown instanceof UnauthorizedError ? [{ path: '', message: thrown.message }] : issuesIn(thrown)
        return showSignIn(c, values, issues)
      }
      return c.redirect(nextOf(c), 303)
    })
    .use(async (c, next) => {
      if (c.var.user) return await next()
      if (c.req.method !== 'GET') throw new UnauthorizedError('Sign in first')
      const { pathname, search } = new URL(c.req.url)
      return c.redirect(`/admin/sign-in?${new URLSearchParams({ next: pathname + search })}`)
    })
    .post('/sign-out', async (c) => {
      const { id, tokenId } = adminOf(c)
      await revokeToken(c.var.db, id, tokenId)
      audit(c, 'signed out')
      clearSessionCookie(c, settings)
      return c.redirect('/admin/sign-in', 303)
    })
    .use(async (c, next) => {
      if (!may(adminOf(c).role, 'admin')) throw new ForbiddenError('It takes the permission admin')
      await next()
    })
}

/** What stands beside the links of each page. */
export const aside = html`<form method="post" action="/admin/sign-out"><button>Sign out</button></form>`

function showSignIn(c: Context, values = {}, issues: Parameters<typeof showForm>[0]['issues'] = []) {
  const action = `/admin/sign-in?${new URLSearchParams({ next: nextOf(c) })}`
  const content = html`<h1>Sign in</h1>
    ${showForm({ action, fields, values, issues, submit: 'Sign in' })}`
  return showPage(c, { title: 'Sign in', content }, issues.length > 0 ? 422 : 200)
}

/** Where somebody was going: to a page of the admin, whatever site the request names. */
function nextOf({ req }: Context): string {
  const given = req.query('next') ?? ''
  const here = 'http://localhost'
  const { pathname, search } = new URL(URL.canParse(given, here) ? given : here, here)
  return pathname.startsWith('/admin/') ? pathname + search : '/admin'
}
