import { type AddressInfo, createServer, type Socket } from 'node:net'
import type { HttpBindings } from '@hono/node-server'
import { afterAll, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { silent } from '#tests/redis.ts'
import { createTestApp } from '#tests/support.ts'
import { parseSettings } from '../settings.ts'
import { openCache } from './cache.ts'
import { createLogger } from './logging.ts'
import { upgradeDatabase } from './database/migrations.ts'
import { isAnswering, openRedis, RedisUrl } from './redis.ts'

const sockets = new Set<Socket>()
const mute = createServer((socket) => void sockets.add(socket))
await new Promise<void>((resolve) => mute.listen(0, 'localhost', resolve))
const db = createTestDb()
afterAll(async () => {
  for (const socket of sockets) socket.destroy()
  mute.close()
  await db.destroy()
})

describe.each([
  ['is not there', 'redis://localhost:1'],
  ['says nothing', `redis://localhost:${(mute.address() as AddressInfo).port}`],
])('a Redis that %s', (_, url) => {
  const redis = openRedis(url, silent)
  const settings = parseSettings({ NODE_ENV: 'test', RATE_LIMIT: '2' })
  const app = createTestApp({ db, redis, settings })
  afterAll(() => redis?.disconnect())

  it('is waited for once, and not for long', async () => {
    const { cached, invalidate } = openCache(redis)
    const start = performance.now()
    let loads = 0
    for (let n = 0; n < 3; n++) await cached('key', 60, async () => (loads += 1))
    await invalidate('key')

    expect(loads).toBe(3)
    expect(performance.now() - start).toBeLessThan(1_500)
  })

  it('leaves limits in force', async () => {
    const client = { incoming: { socket: { remoteAddress: '1.1.1.1' } } } as unknown as HttpBindings
    const statuses = []
    for (let n = 0; n < 3; n++) statuses.push((await app.request('/nothing', {}, client)).status)
    expect(statuses).toEqual([404, 404, 429])
  })

  it('is told of by /ready, which stays 200', async () => {
    await upgradeDatabase(db)
    const res = await app.request('/ready')
    expect(res.status).toBe(200)
    expect(await res.json()).toEqual({ status: 'ok', redis: 'down' })
  })
})

it.runIf(process.env.REDIS_URL)('tells once that commands are refused', async () => {
  const lines: string[] = []
  const write = (line: string) => void lines.push(JSON.parse(line).msg)
  const redis = openRedis(process.env.REDIS_URL!, createLogger({ LOG_LEVEL: 'info', NODE_ENV: 'test' }, { write }))!
  const refused = () => redis.eval('return nonsense()', 0)

  for (let n = 0; n < 3; n++) await expect(refused()).rejects.toThrow('nonsense')
  expect(await isAnswering(redis)).toBe(true)
  redis.disconnect()
  expect(lines).toEqual(['Redis answers', 'Redis refuses commands'])
})

describe('REDIS_URL', () => {
  it.each(['', 'localhost:6379', 'http://localhost', 'redis://', 'memory:1'])('cannot be %j', (url) => {
    expect(RedisUrl.safeParse(url).success).toBe(false)
  })

  it('has to be given in production', () => {
    expect(() => parseSettings({ NODE_ENV: 'production', DATABASE_URL: '<%= exampleUrl %>' })).toThrow(/^REDIS_URL: /m)
  })
})
