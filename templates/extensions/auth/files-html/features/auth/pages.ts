import type { Context } from 'hono'
import { html } from 'hono/html'
import { signedIn } from '#core/access.ts'
import { audit } from '#core/audit.ts'
import { type Issue, UnauthorizedError } from '#core/errors.ts'
import { type Field, fieldsOf, parseForm, readForm, type Values } from '#core/html/fields.ts'
import { issuesIn, showForm } from '#core/html/form.ts'
import { showPage } from '#core/html/page.ts'
import { sameOrigin } from '#core/html/same-origin.ts'
import { createRouter } from '#core/http/router.ts'
import { revokeToken } from '#features/tokens/services.ts'
import type { Settings } from '../../settings.ts'
import { clearSessionCookie, setSessionCookie } from './authenticate.ts'
import { SignIn } from './schemas.ts'
import { startSession } from './services.ts'
import { requireSignIn } from './steps.ts'

const Credentials = SignIn.pick({ email: true, password: true })
const fields = fieldsOf(Credentials).map((field): Field => {
  return field.name === 'password' ? { ...field, widget: 'password', isSecret: true } : field
})

/** Where a browser signs in, and goes on to where it was going. */
export const signInPages = (settings: Settings) =>
  createRouter()
    .use(sameOrigin)
    .get('/', (c) => showSignIn(c))
    .post('/', async (c) => {
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

/** Where it signs out again. */
export const signOutPage = (settings: Settings) =>
  createRouter()
    .use(sameOrigin, signedIn)
    .post('/', async (c) => {
      const { id, tokenId } = c.var.user
      await revokeToken(c.var.db, id, tokenId)
      audit(c, 'signed out')
      clearSessionCookie(c, settings)
      return c.redirect('/sign-in', 303)
    })

function showSignIn(c: Context, values?: Values, issues: Issue[] = []) {
  const action = `/sign-in?${new URLSearchParams({ next: nextOf(c) })}`
  const content = html`<h1>Sign in</h1>
    ${showForm({ action, fields, values, issues, submit: 'Sign in' })}`
  return showPage(c, { title: 'Sign in', content }, issues.length > 0 ? 422 : 200)
}

/** Where a browser was going: to a page of this site, whatever the request names. */
function nextOf({ req }: Context): string {
  const given = req.query('next') ?? ''
  const here = 'http://localhost'
  const { origin, pathname, search } = new URL(URL.canParse(given, here) ? given : here, here)
  return origin === here && !pathname.startsWith('//') ? pathname + search : '/'
}
