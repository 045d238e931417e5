import { expect, it } from 'vitest'
import { signInAsAdmin } from '#tests/admin.ts'
import { requestAs, signIn } from '#tests/auth.ts'
import { setupApp } from '#tests/support.ts'

const { app, db } = setupApp()

async function post(path: string, form: Record<string, string>, me = signInAsAdmin(app, db)) {
  const headers = { 'Sec-Fetch-Site': 'same-origin' }
  return await (await me).request(`/admin/${path}`, { method: 'POST', body: new URLSearchParams(form), headers })
}

it('shuts a user out by the admin, who is so at once', async () => {
  const { user, token } = await signIn(app, db)
  expect((await post(`users/${user.id}`, { name: 'Other', disabled: 'true' })).status).toBe(303)
  expect((await requestAs(app, token)('/me')).status).toBe(401)
})

it('leaves somebody to manage users', async () => {
  const { user, request } = await signIn(app, db, { role: 'admin' })
  const me = Promise.resolve({ name: user.email, request })
  expect((await post('users/do/delete', { id: String(user.id) }, me)).status).toBe(409)
  expect((await post(`users/${user.id}`, { name: 'Me', disabled: 'true' }, me)).status).toBe(422)
  expect((await request('/me')).status).toBe(200)
})

it('lists sessions without their secrets, and revokes them', async () => {
  const { token } = await signIn(app, db)
  const { request } = await signInAsAdmin(app, db)
  const page = await (await request('/admin/tokens')).text()
  const { id, selector } = await db.selectFrom('tokens').select(['id', 'selector']).where('selector', '=', token.split('.')[0]!).executeTakeFirstOrThrow()
  expect(page).toContain(`value="${id}"`)
  expect(page).not.toContain(selector)

  expect((await post('tokens/do/revoke', { id: String(id) })).status).toBe(303)
  expect((await requestAs(app, token)('/me')).status).toBe(401)
})
