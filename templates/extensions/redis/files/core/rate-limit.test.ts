import type { HttpBindings } from '@hono/node-server'
import { describe, expect, it } from 'vitest'
import { openTestRedis, places } from '#tests/redis.ts'
import { createTestApp } from '#tests/support.ts'
import { parseSettings } from '../settings.ts'

const settings = parseSettings({ NODE_ENV: 'test', RATE_LIMIT: '2', RATE_LIMIT_WINDOW: '10', TRUSTED_PROXIES: '10.0.0.1' })
const from = (remoteAddress: string) => ({ incoming: { socket: { remoteAddress } } }) as unknown as HttpBindings

describe.each(places)('limits in %s', (place) => {
  const redis = openTestRedis(place)
  const app = createTestApp({ redis, settings })
  const ask = (address: string, headers = {}, path = '/nothing') => app.request(path, { headers }, from(address))

  it('lets a client make so many requests, and tells it how many are left', async () => {
    for (const left of [1, 0]) {
      const res = await ask('1.1.1.1')
      expect(res.status).toBe(404)
      expect(res.headers.get('RateLimit-Policy')).toBe('"default";q=2;w=10')
      expect(res.headers.get('RateLimit')).toBe(`"default";r=${left};t=10`)
      expect(res.headers.has('Retry-After')).toBe(false)
    }
    const refused = await ask('1.1.1.1')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('Content-Type')).toBe('application/problem+json')
    expect(refused.headers.get('RateLimit')).toBe('"default";r=0;t=10')
    expect(refused.headers.get('Retry-After')).toBe('10')
    expect(await refused.json()).toMatchObject({ status: 429, title: 'Too Many Requests' })
  })

  it('counts each client by itself, whatever it says of itself', async () => {
    const statuses = []
    for (const claim of ['3.3.3.3', '4.4.4.4', '5.5.5.5']) {
      statuses.push((await ask('2.2.2.2', { 'X-Forwarded-For': claim })).status)
      statuses.push((await ask('10.0.0.1', { 'X-Forwarded-For': claim })).status)
    }
    expect(statuses).toEqual([404, 404, 404, 404, 429, 404])
  })

  it('limits neither /health nor /ready', async () => {
    for (let n = 0; n < 3; n++) expect((await ask('6.6.6.6', {}, '/health')).status).toBe(200)
  })

  it.runIf(redis)('counts for all instances together', async () => {
    const other = createTestApp({ redis, settings })
    const statuses = []
    for (const one of [app, other, app, other]) {
      statuses.push((await one.request('/nothing', {}, from('7.7.7.7'))).status)
    }
    expect(statuses).toEqual([404, 404, 429, 429])
  })
})
