import { expect, it } from 'vitest'
import { hashPassword } from '#core/passwords.ts'
import { signIn } from '#tests/auth.ts'
import { setupApp } from '#tests/support.ts'

const { app, db } = setupApp()
const password = 'a long enough one'
const ours = { Origin: 'http://localhost' }
const asBrowser = { Accept: 'text/html' }

/** Signs in by the page, as a browser does. */
async function signInByPage(given: Record<string, string>, query = '', headers: Record<string, string> = ours) {
  return await app.request(`/sign-in${query}`, { method: 'POST', body: new URLSearchParams(given), headers })
}

async function createSomebody() {
  const { user } = await signIn(app, db)
  await db.updateTable('users').set({ passwordHash: await hashPassword(password) }).where('id', '=', user.id).execute()
  return { email: user.email, password }
}

it('is where a browser goes that is nobody, and from there to where it was going', async () => {
  const res = await app.request('/me?a=b', { headers: asBrowser })
  expect([res.status, res.headers.get('Location')]).toEqual([302, '/sign-in?next=%2Fme%3Fa%3Db'])
  expect((await app.request('/me')).status).toBe(401)

  const signedIn = await signInByPage(await createSomebody(), '?next=%2Fme%3Fa%3Db')
  expect([signedIn.status, signedIn.headers.get('Location')]).toEqual([303, '/me?a=b'])
  const [cookie = ''] = signedIn.headers.getSetCookie()
  expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/)
  const headers = { 'Sec-Fetch-Site': 'same-origin', Cookie: cookie.split(';')[0]! }
  expect((await app.request('/me', { headers })).status).toBe(200)
  expect(await (await app.request('/sign-in', { headers })).text()).toContain('action="/sign-out"')

  expect((await app.request('/sign-out', { method: 'POST', headers })).status).toBe(303)
  expect((await app.request('/me', { headers })).status).toBe(401)
})

it.each([
  '//evil.example', '/\\evil.example', 'https://evil.example/x', 'https:evil.example/', '/..//evil.example',
  '/.//evil.example', 'javascript:alert(1)', 'data:text/html,x', 'http://', '%2F%2Fevil.example',
])('leads nowhere but to pages of this site: ?next=%s', async (next) => {
  const res = await signInByPage(await createSomebody(), `?next=${encodeURIComponent(next)}`)
  const location = res.headers.get('Location')!
  expect(location).toMatch(/^\/(?![\\/])/)
  expect(new URL(location, 'http://localhost').origin).toBe('http://localhost')
})

it('says no more than that the address or the password is wrong', async () => {
  const { email } = await createSomebody()
  const wrong = await Promise.all([{ email, password: 'wrong' }, { email: 'nobody@example.com', password }].map((given) => signInByPage(given)))
  for (const res of wrong) {
    expect(res.status).toBe(422)
    expect(res.headers.getSetCookie()).toEqual([])
    const page = await res.text()
    expect(page).toContain('The address or the password is wrong')
    expect(page).not.toContain('value="wrong"')
  }
})

it('signs nobody in from a page of another site', async () => {
  expect((await signInByPage(await createSomebody(), '', { Origin: 'https://evil.example' })).status).toBe(403)
})
