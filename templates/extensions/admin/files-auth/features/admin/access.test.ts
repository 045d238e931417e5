import { expect, it } from 'vitest'
import { signInAsAdmin } from '#tests/admin.ts'
import { signIn } from '#tests/auth.ts'
import { setupApp } from '#tests/support.ts'

const { app, db } = setupApp()

it('asks who is not signed in to do so', async () => {
  const res = await app.request('/admin/users?sort=email', { headers: { Accept: 'text/html' } })
  expect([res.status, res.headers.get('Location')]).toEqual([302, '/sign-in?next=%2Fadmin%2Fusers%3Fsort%3Demail'])
})

it('is closed to who has not the permission', async () => {
  const user = await signIn(app, db)
  for (const path of ['/admin', '/admin/users', '/admin/users/csv', '/admin/nothing']) {
    expect((await app.request(path)).status).toBe(401)
    expect((await user.request(path)).status).toBe(403)
    expect((await (await signInAsAdmin(app, db)).request(path)).status).toBe(path.endsWith('nothing') ? 404 : 200)
  }
  const headers = { Origin: 'http://localhost' }
  expect((await app.request('/admin/users/new', { method: 'POST', headers })).status).toBe(401)
})
