import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { defineEvent } from '#features/events/event.ts'
import { signIn } from '#tests/auth.ts'
import { json, setupApp } from '#tests/support.ts'
import { publish } from './webhook.ts'

const { app, db } = setupApp()
const exported: Record<string, [feature: string, exported?: object][]> = {
  listeners: [['orders', { paid: publish(defineEvent('orders:paid', z.object({}))) }]],
}
vi.mock(import('#core/modules.ts'), async (original) => ({
  ...(await original()),
  loadFromFeatures: async (name) => exported[name] ?? [],
}))

const values = { url: 'https://example.com/hook', events: ['orders.paid'] }

describe('/webhooks', () => {
  it('are for who manages them', async () => {
    const { request } = await signIn(app, db, { role: 'user' })
    expect((await request('/webhooks', json('POST', values))).status).toBe(403)
    expect((await app.request('/webhooks')).status).toBe(401)
  })

  it('are made, shown without their secrets, changed and deleted', async () => {
    const { request } = await signIn(app, db, { role: 'admin' })
    const created = await request('/webhooks', json('POST', values))
    expect(created.status).toBe(201)
    const { id, secret } = (await created.json()) as { id: number | string; secret: string }
    expect(created.headers.get('Location')).toBe(`/webhooks/${id}`)
    expect(secret).toMatch(/^whsec_/)

    const shown = await (await request('/webhooks')).text()
    expect(JSON.parse(shown)).toMatchObject({ items: [{ id, ...values, disabledAt: null }] })
    expect(shown).not.toContain('whsec_')
    const changed = await request(`/webhooks/${id}`, json('PATCH', { disabled: true }))
    expect(await changed.json()).toMatchObject({ id, ...values, disabledAt: expect.any(String) })

    const rotated = (await (await request(`/webhooks/${id}/secret`, { method: 'POST' })).json()) as { secret: string }
    expect(rotated.secret).toMatch(/^whsec_/)
    expect(rotated.secret).not.toBe(secret)
    expect(await (await request(`/webhooks/${id}/resend`, { method: 'POST' })).json()).toEqual({ resent: 0 })
    expect((await request(`/webhooks/${id}`, { method: 'DELETE' })).status).toBe(204)
    for (const path of ['', '/secret', '/resend']) {
      expect((await request(`/webhooks/${id}${path}`, { method: path ? 'POST' : 'GET' })).status).toBe(404)
    }
  })

  it.each([
    ['url', { url: 'http://example.com/' }],
    ['url', { url: 'https://169.254.169.254/' }],
    ['url', { url: 'https://ada:secret@example.com/' }],
    ['events', { events: ['orders.lost'] }],
  ])('refuse a wrong %s: %j', async (path, wrong) => {
    const { request } = await signIn(app, db, { role: 'admin' })
    const { id } = (await (await request('/webhooks', json('POST', values))).json()) as { id: number | string }
    for (const refused of [
      await request('/webhooks', json('POST', { ...values, ...wrong })),
      await request(`/webhooks/${id}`, json('PATCH', wrong)),
    ]) {
      expect(refused.status).toBe(422)
      expect(await refused.json()).toMatchObject({ issues: [{ path }] })
    }
  })

  it('are a hundred at most', async () => {
    const { request } = await signIn(app, db, { role: 'admin' })
    const answers: number[] = []
    while (answers.at(-1) !== 409 && answers.length < 102) answers.push((await request('/webhooks', json('POST', values))).status)
    expect(answers.at(-1)).toBe(409)
    expect((await db.selectFrom('webhooks').select('id').execute()).length).toBe(100)
  })
})
