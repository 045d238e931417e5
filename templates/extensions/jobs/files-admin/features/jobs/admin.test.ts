import { beforeAll, expect, it } from 'vitest'
<%~ slot('jobs.imports') %>
import { adminPassword, signInAsAdmin } from '#tests/admin.ts'
import { setupApp } from '#tests/support.ts'
import { parseSettings } from '../../settings.ts'

const { app, db } = setupApp({ settings: parseSettings({ NODE_ENV: 'test', ADMIN_PASSWORD: adminPassword }) })
let me: Awaited<ReturnType<typeof signInAsAdmin>>
beforeAll(async () => {
  me = await signInAsAdmin(app, db)
})

const headers = { 'Sec-Fetch-Site': 'same-origin' }
const post = async (path: string, id: unknown) =>
  await me.request(`/admin/jobs/do/${path}`, { method: 'POST', body: new URLSearchParams({ id: String(id) }), headers })
const listed = async (tab: string) => (await (await me.request(`/admin/jobs?tab=${tab}`)).text()).split('name="id"').length - 1

it('shows jobs that failed, and has them done again or discards them', async () => {
  await db
    .insertInto('jobs')
    .values({
      <%~ slot('jobs.id') %>
      name: 'none:of-these', data: {}, error: 'It did not work' })
    .execute()
  const { id } = await db.selectFrom('jobs').select('id').executeTakeFirstOrThrow()
  expect([await listed('failed'), await listed('queued'), await listed('running')]).toEqual([1, 0, 0])

  expect((await post('retry', id)).status).toBe(303)
  expect([await listed('failed'), await listed('queued'), await listed('running')]).toEqual([0, 1, 0])
  expect((await post('discard', id)).status).toBe(303)
  expect([await listed('failed'), await listed('queued'), await listed('running')]).toEqual([0, 0, 0])
})
