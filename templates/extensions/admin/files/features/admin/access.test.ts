import { expect, it } from 'vitest'
import { adminPassword, signInAsAdmin } from '#tests/admin.ts'
import { createTestApp, setupApp } from '#tests/support.ts'
import { parseSettings } from '../../settings.ts'

const { app, db } = setupApp({ settings: parseSettings({ NODE_ENV: 'test', ADMIN_PASSWORD: adminPassword }) })

it('is open to who knows the password', async () => {
  const { request } = await signInAsAdmin(app, db)
  expect((await request('/admin')).status).toBe(200)
})

it('is closed to everybody else', async () => {
  const headers = { Authorization: `Basic ${btoa('admin:admin')}` }
  for (const init of [{}, { headers }]) {
    for (const path of ['/admin', '/admin/admin-changes', '/admin/admin-changes/csv', '/admin/nothing']) {
      const res = await app.request(path, init)
      expect([res.status, res.headers.has('WWW-Authenticate')]).toEqual([401, true])
    }
  }
})

it('is not there without a password', async () => {
  expect((await createTestApp().request('/admin')).status).toBe(404)
})
