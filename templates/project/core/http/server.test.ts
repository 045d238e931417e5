import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { createRouter } from '#core/http/router.ts'
import { createTestApp } from '#tests/support.ts'
import { drain, listen } from './server.ts'

async function start() {
  const lifecycle = { stopping: false, closing: false }
  const slow = createRouter().get('/', async (c) => {
    await sleep(200)
    return c.text('done')
  })
  const server = await listen(createTestApp({ lifecycle }).route('/_slow', slow).fetch, 0, 'localhost')
  return { lifecycle, server, url: `http://localhost:${(server.address() as AddressInfo).port}` }
}

describe('a server', () => {
  it.each([
    [200, '/health'],
    [404, '/nothing'],
  ])('puts the common headers on a %i', async (status, path) => {
    const { lifecycle, server, url } = await start()
    const res = await fetch(url + path)

    expect(res.status).toBe(status)
    expect(res.headers.get('X-Content-Type-Options')).toBe('nosniff')
    expect(res.headers.get('X-Request-Id')).toMatch(/^[\da-f-]{36}$/)
    await drain(server, lifecycle, { delay: 0, timeout: 1 })
  })

  it('lets a route replace a common header, however it spells it, and add to what it varies by', async () => {
    const own = createRouter().get('/', (c) => c.body(null, 200, { 'Cache-Control': 'public', Vary: 'Cookie' }))
    const lifecycle = { stopping: false, closing: false }
    const server = await listen(createTestApp({ lifecycle }).route('/_own', own).fetch, 0, 'localhost')
    const url = `http://localhost:${(server.address() as AddressInfo).port}/_own`
    const res = await fetch(url, { headers: { 'Accept-Encoding': 'identity' } })

    expect(res.headers.get('Cache-Control')).toBe('public')
    expect(res.headers.get('Vary')).toBe('Accept-Encoding, Cookie')
    await drain(server, lifecycle, { delay: 0, timeout: 1 })
  })

  it('answers what is under way before it stops, and then nothing', async () => {
    const { lifecycle, server, url } = await start()
    const underWay = fetch(`${url}/_slow`)
    await sleep(50)
    const drained = drain(server, lifecycle, { delay: 0, timeout: 5 })

    const res = await underWay
    expect(await res.text()).toBe('done')
    expect(res.headers.get('Connection')).toBe('close')
    await drained
    await expect(fetch(`${url}/health`)).rejects.toThrow('fetch failed')
  })

  it('gives up on a request that outlasts the timeout', async () => {
    const { lifecycle, server, url } = await start()
    const underWay = fetch(`${url}/_slow`)
    await sleep(50)

    await Promise.all([
      drain(server, lifecycle, { delay: 0, timeout: 0.05 }),
      expect(underWay).rejects.toThrow('fetch failed'),
    ])
  })
})
