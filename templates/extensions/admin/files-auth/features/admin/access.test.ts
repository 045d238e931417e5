import { expect, it } from 'vitest'
import { hashPassword } from '#core/passwords.ts'
import { signInAsAdmin } from '#tests/admin.ts'
import { signIn } from '#tests/auth.ts'
import { setupApp } from '#tests/support.ts'

const { app, db } = setupApp()
const password = 'a long enough one'
const ours = { Origin: 'http://localhost' }

/** Signs in by the page, as a browser does. */
async function signInByPage(given: Record<string, string>, query = '', headers: Record<string, string> = ours) {
  return await app.request(`/admin/sign-in${query}`, { method: 'POST', body: new URLSearchParams(given), headers })
}

async function createAdmin() {
  const { user } = await signIn(app, db, { role: 'admin' })
  await db.updateTable('users').set({ passwordHash: await hashPassword(password) }).where('id', '=', user.id).execute()
  return { email: user.email, password }
}

it('asks who is not signed in to do so, and leads on to where he was going', async () => {
  const res = await app.request('/admin/users?sort=email')
  expect([res.status, res.headers.get('Location')]).toEqual([302, '/admin/sign-in?next=%2Fadmin%2Fusers%3Fsort%3Demail'])

  const signedIn = await signInByPage(await createAdmin(), '?next=%2Fadmin%2Fusers%3Fsort%3Demail')
  expect([signedIn.status, signedIn.headers.get('Location')]).toEqual([303, '/admin/users?sort=email'])
  const [cookie = ''] = signedIn.headers.getSetCookie()
  expect(cookie).toMatch(/HttpOnly.*SameSite=Lax/)
  const headers = { 'Sec-Fetch-Site': 'same-origin', Cookie: cookie.split(';')[0]! }
  expect((await app.request('/admin/users', { headers })).status).toBe(200)

  await app.request('/admin/sign-out', { method: 'POST', headers })
  expect((await app.request('/admin/users', { headers })).status).toBe(302)
})

it.each([
  '//evil.example', '/\\evil.example', 'https://evil.example/admin/x', 'https:evil.example/admin/', '/admin/..//evil.example',
  '/.//evil.example', 'javascript:alert(1)', '/administrator', 'http://', '%2F%2Fevil.example',
])('leads nowhere but to its own pages: ?next=%s', async (next) => {
  const res = await signInByPage(await createAdmin(), `?next=${encodeURIComponent(next)}`)
  const { origin, pathname } = new URL(res.headers.get('Location')!, 'http://localhost')
  expect([origin, pathname.split('/')[1]]).toEqual(['http://localhost', 'admin'])
})

it('says no more than that the address or the password is wrong', async () => {
  const { email } = await createAdmin()
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
  expect((await signInByPage(await createAdmin(), '', { Origin: 'https://evil.example' })).status).toBe(403)
})

it('is closed to who has not the permission', async () => {
  const user = await signIn(app, db)
  for (const path of ['/admin', '/admin/users', '/admin/users/csv', '/admin/nothing']) {
    expect((await user.request(path)).status).toBe(403)
    expect((await (await signInAsAdmin(app, db)).request(path)).status).toBe(path.endsWith('nothing') ? 404 : 200)
  }
  expect((await app.request('/admin/users/new', { method: 'POST', headers: ours })).status).toBe(401)
})
