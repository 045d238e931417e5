import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { converse, type Request } from './conversation.ts'
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

  it('starts no PGlite to compare what has been compared before', async () => {
    const cwd = await writePostgres('the two of the contract')
    const check = (env = {}) => run('npx', ['--no-install', 'paxx', 'db', 'check'], { cwd, env })
    expect((await check()).stdout).toBe('The models and the migrations say the same.')
    const refuse =
      "resolve(name,context,next){if(name.endsWith('/pglite.ts'))throw Error('started');return next(name,context)}"
    const hook = `import*as module from'node:module';module.registerHooks?.({${refuse}})`
    const env = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(hook)}` }
    expect((await check(env)).stdout).toBe('The models and the migrations say the same.')

    const models = path.join(cwd, 'features/customers/models.ts')
    await writeFile(
      models,
      (await readFile(models, 'utf8')).replace('name: ', 'more: z.string().nullish(),\n    name: '),
    )
    expect((await check(env)).stderr).toContain('core/database/database.ts: started')
    expect((await check()).stdout).toContain('add column customers.more')
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
  it.each(Object.keys(scenarios))('%s, on PGlite and on a server', async (name) => {
    const cwd = await writePostgres(name)
    await succeed('npm', ['run', 'check'], { cwd })
    await succeed('npm', ['run', 'build'], { cwd })
    for (const [, env] of places) {
      await succeed('npm', ['test'], { cwd, env })
      const database: Record<string, string> = 'DATABASE_URL' in env ? { DATABASE_URL: await createDatabase() } : {}
      for (const script of ['db:upgrade', 'db:downgrade', 'db:upgrade', 'db:reset']) {
        await succeed('npm', ['run', script, ...(script === 'db:downgrade' ? ['--', '99'] : [])], {
          cwd,
          env: database,
        })
      }
    }
  })

  it.each(places)('answer 422 to what cannot be kept, on %s', async (_, env) => {
    const database: Record<string, string> = 'DATABASE_URL' in env ? { DATABASE_URL: await createDatabase() } : {}
    const answers = await converse(await writePostgres('the two of the contract'), database, strange)
    expect(answers.map(([, , status]) => status)).toEqual([422, 422])
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
