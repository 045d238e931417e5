import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask, askMeanwhile, hasRedis, type Redis, redisShop, reports, startRedis, withRedis } from './redis.ts'
import { serve, succeed } from './shop.ts'
import { write } from './written.ts'

const isServed = await hasRedis()
const patience = { timeout: 10_000, interval: 50 }

describe.skipIf(!isServed)('two instances', () => {
  let cwd: string
  let removeShop = () => {}
  afterAll(() => removeShop())
  beforeAll(async () => {
    cwd = await write(withRedis('sqlite'), await redisShop(), (remove) => void (removeShop = remove))
    await mkdir(path.join(cwd, 'features/reports'))
    await writeFile(path.join(cwd, 'features/reports/routes.ts'), reports)
    const app = await readFile(path.join(cwd, 'app.ts'), 'utf8')
    const mounted = app.replace(/^ {2}app\.use\(limitRate.*$/m, "$&\n  app.route('/reports', reports)")
    await writeFile(path.join(cwd, 'app.ts'), `import { reports } from '#features/reports/routes.ts'\n${mounted}`)
    await succeed('npm', ['run', 'build'], { cwd })
  }, 300_000)

  /** Two of them, started on one Redis. */
  async function start(limits: Record<string, string> = {}): Promise<{ redis: Redis; urls: [string, string] }> {
    const redis = await startRedis()
    const env = {
      NODE_ENV: 'production',
      DATABASE_URL: 'sqlite:data/shop.db',
      REDIS_URL: redis.url,
      RATE_LIMIT: '100000',
      TRUSTED_PROXIES: '127.0.0.1,::1',
      LOG_LEVEL: 'warn',
      ...limits,
    }
    const [one, two] = [
      await serve('node', ['dist/main.js'], { cwd, env }),
      await serve('node', ['dist/main.js'], { cwd, env }),
    ]
    for (const { url } of [one, two]) await expectReady(url, '{"status":"ok"}')
    return { redis, urls: [one.url, two.url] }
  }
  const expectReady = async (url: string, body: string) =>
    await expect.poll(async () => (await ask(`${url}/ready`)).body, patience).toBe(body)
  const statusesOf = (answers: readonly { status: number }[]) => [...new Set(answers.map(({ status }) => status))]
  const slowestOf = (answers: readonly { ms: number }[]) => Math.max(...answers.map(({ ms }) => ms))

  it('have one limit, for each client', async () => {
    const { urls } = await start({ RATE_LIMIT: '10', RATE_LIMIT_WINDOW: '30' })
    const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`${urls[n % 2]!}/reports`)))
    expect(all.filter(({ status }) => status === 200)).toHaveLength(10)
    const refused = all.find(({ status }) => status === 429)!
    expect(refused.headers.get('Retry-After')).toMatch(/^([12]\d|30|\d)$/)
    expect(refused.headers.get('RateLimit')).toMatch(/^"default";r=0;t=\d+$/)
    expect(JSON.parse(refused.body)).toMatchObject({ type: 'about:blank', status: 429 })

    expect((await ask(`${urls[0]}/reports`, '6.6.6.6, 192.0.2.1')).status, 'a claim of its own').toBe(429)
    expect((await ask(`${urls[1]}/reports`, '192.0.2.2')).status, 'another one').toBe(200)
    expect((await ask(`${urls[1]}/health`)).status).toBe(200)
  })

  it('have one cache', async () => {
    const { urls } = await start()
    const [one, two] = urls
    const bodies = async () => {
      const all = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`${urls[n % 2]!}/reports/1`)))
      return new Set(all.map(({ body }) => body))
    }
    const loads = async () => {
      const counts = await Promise.all(urls.map(async (url) => JSON.parse((await ask(`${url}/reports`)).body).loads))
      return counts[0] + counts[1]
    }
    const first = await bodies()
    expect([first.size, await loads()]).toEqual([1, 1])
    expect(await bodies()).toEqual(first)
    await ask(`${one}/reports/1`, undefined, 'DELETE')
    const second = await bodies()
    expect([second.size, await loads()]).toEqual([1, 2])
    await ask(`${two}/reports/1`, undefined, 'DELETE')
    await bodies()
    expect(await loads()).toBe(3)
  })

  it('serve while Redis is killed, frozen and back, under load', async () => {
    const { redis, urls } = await start()
    const down = async () => await Promise.all(urls.map((url) => expectReady(url, '{"status":"ok","redis":"down"}')))
    const up = async () => await Promise.all(urls.map((url) => expectReady(url, '{"status":"ok"}')))
    const answers = await askMeanwhile(urls, async () => {
      redis.freeze()
      await down()
      await sleep(1_000)
      redis.thaw()
      await up()
      await redis.kill()
      await down()
      await redis.start()
      await up()
      await sleep(500)
    })
    expect(statusesOf(answers)).toEqual([200])
    expect(answers.length).toBeGreaterThan(100)
    expect(slowestOf(answers)).toBeLessThan(2_000)
    const [one, two] = await Promise.all(urls.map((url) => ask(`${url}/reports/1`)))
    expect(one!.body, 'one cache again').toBe(two!.body)
  })

  it.each(['frozen', 'killed'])(
    'keep to the limit while Redis is %s, each by itself, and to one when it is back',
    async (how) => {
      const { redis, urls } = await start({ RATE_LIMIT: '10', RATE_LIMIT_WINDOW: '60' })
      await (how === 'frozen' ? redis.freeze() : redis.kill())
      for (const url of urls) {
        const answers = await Promise.all(Array.from({ length: 15 }, () => ask(`${url}/reports`)))
        expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
        expect(statusesOf(answers).toSorted()).toEqual([200, 429])
        expect(slowestOf(answers)).toBeLessThan(1_500)
      }
      await (how === 'frozen' ? redis.thaw() : redis.start())
      for (const url of urls) await expectReady(url, '{"status":"ok"}')
      const client = '192.0.2.9'
      const answers = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`${urls[n % 2]!}/reports`, client)))
      expect(answers.filter(({ status }) => status === 200)).toHaveLength(10)
    },
  )

  it('forget, once Redis is back, what they were told to while it was frozen', async () => {
    const { redis, urls } = await start()
    const before = (await ask(`${urls[0]}/reports/1`)).body
    redis.freeze()
    expect((await ask(`${urls[0]}/reports/1`, undefined, 'DELETE')).status).toBe(204)
    redis.thaw()
    for (const url of urls) await expectReady(url, '{"status":"ok"}')
    expect((await ask(`${urls[1]}/reports/1`)).body).not.toBe(before)
  })

  it('start without Redis, and stop while it is frozen', async () => {
    const redis = await startRedis()
    const env = { NODE_ENV: 'production', DATABASE_URL: 'sqlite:data/shop.db', REDIS_URL: redis.url }
    await redis.kill()
    const { url, process, log } = await serve('node', ['dist/main.js'], { cwd, env })
    expect((await ask(`${url}/reports/1`)).status).toBe(200)
    await redis.start()
    await expectReady(url, '{"status":"ok"}')
    expect(log().match(/Redis (answers|does not answer)/g)).toEqual(['Redis does not answer', 'Redis answers'])

    redis.freeze()
    process.kill('SIGTERM')
    expect((await process).exitCode).toBe(0)
  })
})
