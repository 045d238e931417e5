import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { createDatabase, hasServer, postgresShop, server, writePostgres } from './postgres.ts'
import { scenarios } from './scenarios.ts'
import { run, serve, succeed } from './shop.ts'
import { base, write } from './written.ts'

const isServed = await hasServer()
const places = [['PGlite', {}] as const, ...(isServed ? [['a server', { DATABASE_URL: server.href }] as const] : [])]

describe('a new project on PostgreSQL', () => {
  it('is installed and migrated, with nothing but Node.js', async () => {
    const cwd = await postgresShop()
    expect(existsSync(path.join(cwd, 'data/pglite/PG_VERSION'))).toBe(true)
    expect(await succeed('npm', ['run', '--silent', 'db:status'], { cwd })).toBe('There are no migrations')
    await succeed('npm', ['run', 'check'], { cwd })
    expect(await succeed('git', ['status', '--porcelain'], { cwd })).toBe('')
    expect(await readFile(path.join(cwd, '.env'), 'utf8')).toContain('\nDATABASE_URL=\n')
  })

  it.each(places)('has tests that are green on %s', async (_, env) => {
    await succeed('npm', ['test'], { cwd: await postgresShop(), env })
  })

  it('does not start in production without DATABASE_URL, and says so', async () => {
    const cwd = await postgresShop()
    await succeed('npm', ['run', 'build'], { cwd })
    const { exitCode, stderr } = await run('node', ['dist/main.js'], { cwd })
    expect([exitCode, stderr]).toEqual([1, 'DATABASE_URL: expected postgres://user:password@host:5432/shop'])
  })

  it('lets one process at a time into PGlite, and says whose turn it is', async () => {
    const cwd = await writePostgres('the two of the contract')
    await succeed('npm', ['run', 'db:upgrade'], { cwd })
    await serve('tsx', ['main.ts'], { cwd })
    const { exitCode, stderr } = await run('npm', ['run', '--silent', 'db:status'], { cwd })
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringMatching(/^Process \d+ uses data\/pglite, and PGlite has room/),
    ])
  })

  it.runIf(isServed)('hears from doctor what is wrong', async () => {
    const cwd = await postgresShop()
    const doctor = async (url: URL) => {
      const { stdout } = await run('npx', ['paxx', 'doctor', '--json'], { cwd, env: { DATABASE_URL: url.href } })
      const { checks } = JSON.parse(stdout) as {
        checks: { name: string; state: string; found: string; hint?: string }[]
      }
      return checks.find(({ name }) => name === 'database')!
    }
    expect((await doctor(server)).state).toBe('ok')
    expect(await doctor(Object.assign(new URL(server), { port: '1' }))).toMatchObject({
      found: expect.stringContaining('ECONNREFUSED'),
      hint: expect.stringContaining('docker compose up'),
    })
    expect(await doctor(Object.assign(new URL(server), { pathname: '/nowhere' }))).toMatchObject({
      found: expect.stringContaining('"nowhere" does not exist'),
      hint: expect.stringContaining('createdb'),
    })
  })
})

describe('features on PostgreSQL', () => {
  const cases = Object.keys(scenarios)
    .slice(0, 3)
    .flatMap((name) => places.map(([place, env]) => [name, place, env] as const))
  it.each(cases)('%s, on %s', async (name, _, env) => {
    const cwd = await writePostgres(name)
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npm', ['test'], { cwd, env })
    await succeed('npm', ['run', 'build'], { cwd })
    const database: Record<string, string> = 'DATABASE_URL' in env ? { DATABASE_URL: await createDatabase() } : {}
    for (const script of ['db:upgrade', 'db:downgrade', 'db:upgrade', 'db:reset']) {
      await succeed('npm', ['run', script, ...(script === 'db:downgrade' ? ['--', '99'] : [])], { cwd, env: database })
    }
  })

  it.each(places)('answer 400 to what cannot be kept, on %s', async (_, env) => {
    const database: Record<string, string> = 'DATABASE_URL' in env ? { DATABASE_URL: await createDatabase() } : {}
    const answers = await converse(await writePostgres('the two of the contract'), database, strange)
    expect(answers.map(([, , status]) => status)).toEqual([400, 400])
  })

  it('answer as they do on SQLite', async () => {
    const name = 'the two of the contract'
    const sqlite = await write(
      scenarios[name]!.features.reduce((sum: Answers, one) => addFeature(sum, one).answers, base),
    )
    const postgres = await writePostgres(name)
    const expected = await converse(sqlite, {})
    expect(await converse(postgres, {})).toEqual(expected)
    if (isServed) expect(await converse(postgres, { DATABASE_URL: await createDatabase() })).toEqual(expected)
  })
})

/** What SQLite takes and PostgreSQL does not. */
const strange: readonly Request[] = [
  ['POST', '/customers', { email: 'null@example.com', name: 'a\0b' }],
  ['GET', `/customers?cursor=${Buffer.from('["-createdAt","x",["y"]]').toString('base64url')}`],
]
const email = (n: number) => `${'zZaA_b'[n % 6]}${n}@example.com`
const order = { customerId: 1, total: 5 }
type Request = readonly [method: string, path: string, body?: unknown]
const usual: readonly Request[] = [
  ...Array.from({ length: 7 }, (_, n) => ['POST', '/customers', { email: email(n), name: `N ${n}` }] as const),
  ['POST', '/customers', { email: email(0), name: 'again' }],
  ['GET', '/customers?limit=3'],
  ['GET', '/customers?limit=100&sort=email'],
  ['GET', '/customers?limit=100&sort=-email'],
  ['GET', '/customers/9007199254740991'],
  ['POST', '/orders', order],
  ['POST', '/orders', { ...order, notes: "it's; drop table orders" }],
  ['POST', '/orders', { ...order, total: 3_000_000_000 }],
  ['POST', '/orders', { ...order, customerId: 999 }],
  ['GET', '/orders?status=pending&sort=total'],
  ['GET', '/orders?sort=nothing'],
  ['PATCH', '/orders/1', { status: 'paid', gift: true }],
  ['DELETE', '/customers/1'],
  ['DELETE', '/orders/1'],
  ['GET', '/orders/1'],
]

/** What a project answers to a few requests, but for what is another each time. */
async function converse(
  cwd: string,
  env: Record<string, string>,
  requests: readonly Request[] = usual,
): Promise<(readonly [method: string, path: string, status: number, text: string])[]> {
  await succeed('npm', ['run', 'db:upgrade'], { cwd, env })
  const { url } = await serve('tsx', ['main.ts'], { cwd, env })
  const answers: (readonly [string, string, number, string])[] = []
  for (const [method, route, body] of requests) {
    const init =
      body === undefined
        ? { method }
        : { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
    const res = await fetch(url + route, init)
    const text = (await res.text())
      .replaceAll(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/g, '"instant"')
      .replaceAll(/"(requestId|nextCursor)":"[^"]+"/g, '"$1":"any"')
    answers.push([method, route, res.status, text])
  }
  return answers
}
