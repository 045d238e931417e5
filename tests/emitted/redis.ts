import { existsSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { execa, type ResultPromise } from 'execa'
import { onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { freePort, shop, succeed } from './shop.ts'
import { base } from './written.ts'

export const withRedis = (database: Answers['database']): Answers => ({ ...base, database, extensions: { redis: {} } })

/** Whether there is a Redis to start; in CI there has to be. */
export async function hasRedis(): Promise<boolean> {
  const { exitCode } = await execa('redis-server', ['--version'], { reject: false })
  if (exitCode === 0) return true
  if (process.env['CI'] === 'true') throw new Error('There is no redis-server')
  // oxlint-disable-next-line no-console -- who skips them should know
  console.warn('There is no redis-server: the tests on one are skipped')
  return false
}

/** A project with Redis, installed when it is first wanted. One on SQLite runs on what PostgreSQL's has. */
export async function redisShop(database: Answers['database'] = 'postgres'): Promise<string> {
  const served = database === 'mysql' ? database : 'postgres'
  const folder = path.dirname(shop)
  const made = path.join(folder, `redis-on-${served}`)
  const options = ['--name', 'shop', '--database', served, '--with', 'redis']
  if (!existsSync(made))
    await succeed('npx', ['--no-install', 'paxx', 'bootstrap', path.basename(made), ...options], { cwd: folder })
  return made
}

export interface Redis {
  readonly url: string
  freeze(): void
  thaw(): void
  kill(): Promise<void>
  /** Starts it again, empty. */
  start(): Promise<void>
}

/** A server of the test's own. */
export async function startRedis(): Promise<Redis> {
  const port = await freePort()
  const args = ['--port', String(port), '--save', '', '--bind', '127.0.0.1']
  let server: ResultPromise<{ reject: false }>
  const start = async () => {
    server = execa('redis-server', args, { reject: false })
    await new Promise<void>((resolve) => {
      server.stdout.on('data', (chunk: Buffer) => void (chunk.includes('Ready to accept connections') && resolve()))
    })
  }
  const kill = async () => {
    server.kill('SIGKILL')
    await server
  }
  await start()
  onTestFinished(kill)
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => void server.kill('SIGSTOP'),
    thaw: () => void server.kill('SIGCONT'),
    kill,
    start,
  }
}

/** A feature that counts how often it loads, in each instance. */
export const reports = `import { setTimeout as sleep } from 'node:timers/promises'
import { createRouter } from '#core/http/router.ts'

let loads = 0
export const reports = createRouter()
  .get('/', (c) => c.json({ loads }))
  .get('/:year', async (c) => {
    const report = await c.var.cache.cached(\`reports:\${c.req.param('year')}\`, 60, async () => {
      await sleep(50)
      return { loads: (loads += 1), by: process.pid }
    })
    return c.json(report)
  })
  .delete('/:year', async (c) => {
    await c.var.cache.invalidate(\`reports:\${c.req.param('year')}\`)
    return c.body(null, 204)
  })
`

export interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Headers
  readonly ms: number
}

/** Asks as one client of many, by way of a proxy that is trusted. */
export async function ask(url: string, client = '192.0.2.1', method = 'GET'): Promise<Answer> {
  const start = performance.now()
  const res = await fetch(url, { method, headers: { 'X-Forwarded-For': client } })
  const body = await res.text()
  return { status: res.status, body, headers: res.headers, ms: performance.now() - start }
}

/** Asks all the time, at both of two instances, until what happens meanwhile is over. */
export async function askMeanwhile(urls: readonly string[], happen: () => Promise<void>): Promise<Answer[]> {
  const answers: Answer[] = []
  const over = new AbortController()
  const clients = Array.from({ length: 8 }, async (_, n) => {
    while (!over.signal.aborted) {
      answers.push(await ask(`${urls[n % urls.length]!}/reports/${n % 3}`, `198.51.100.${n}`))
      await sleep(2)
    }
  })
  await happen().finally(() => over.abort())
  await Promise.all(clients)
  return answers
}
