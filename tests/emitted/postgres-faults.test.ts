import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDatabase, hasServer, openClient, writePostgres } from './postgres.ts'
import { openProxy } from './proxy.ts'
import { run, serve, succeed } from './shop.ts'

/** What a request is answered, and after how many milliseconds. */
async function ask(url: string): Promise<{ status: number; retryAfter: string | null; ms: number }> {
  const start = performance.now()
  const res = await fetch(url)
  await res.text()
  return { status: res.status, retryAfter: res.headers.get('Retry-After'), ms: performance.now() - start }
}

const patience = { timeout: 20_000, interval: 100 }
const unavailable = { status: 503, retryAfter: '1' }

describe.skipIf(!(await hasServer()))('a database that fails', () => {
  let cwd: string
  let removeShop = () => {}
  afterAll(() => removeShop())
  beforeAll(async () => {
    cwd = await writePostgres('the two of the contract', (remove) => void (removeShop = remove))
    await succeed('npm', ['run', 'build'], { cwd })
  }, 300_000)

  const production = (url: string) => ({ NODE_ENV: 'production', DATABASE_URL: url })
  const migrate = async (url: string) =>
    await succeed('node', ['dist/scripts/db.js', 'upgrade'], { cwd, env: production(url) })

  /** The API on a database of its own, which is reached by way of a proxy. */
  async function start() {
    const database = await createDatabase()
    await migrate(database)
    const proxy = await openProxy(database)
    return { database, proxy, ...(await serve('node', ['dist/main.js'], { cwd, env: production(proxy.url) })) }
  }

  async function expectUnavailable(url: string): Promise<void> {
    expect((await ask(`${url}/health`)).status).toBe(200)
    const ready = await ask(`${url}/ready`)
    expect(ready).toMatchObject(unavailable)
    expect(ready.ms).toBeLessThan(2_000)
    const listed = await ask(`${url}/customers`)
    expect(listed).toMatchObject(unavailable)
    expect(listed.ms).toBeLessThan(9_000)
  }
  async function expectRecovery(url: string): Promise<void> {
    await expect.poll(async () => (await ask(`${url}/ready`)).status, patience).toBe(200)
    await expect.poll(async () => (await ask(`${url}/customers`)).status, patience).toBe(200)
  }

  it('is down for a while', async () => {
    const { proxy, url } = await start()
    expect((await ask(`${url}/customers`)).status).toBe(200)
    await proxy.down()
    await expectUnavailable(url)
    await proxy.up()
    await expectRecovery(url)
  })

  it('is down when the API starts', async () => {
    const database = await createDatabase()
    await migrate(database)
    const proxy = await openProxy(database)
    await proxy.down()
    const { url } = await serve('node', ['dist/main.js'], { cwd, env: production(proxy.url) })
    await expectUnavailable(url)
    await proxy.up()
    await expectRecovery(url)
  })

  it('is frozen for a while', async () => {
    const { proxy, url } = await start()
    expect((await ask(`${url}/customers`)).status).toBe(200)
    proxy.freeze()
    await expectUnavailable(url)
    await proxy.up()
    await expectRecovery(url)
  })

  it('is frozen when the API stops', async () => {
    const { proxy, process, url } = await start()
    expect((await ask(`${url}/customers`)).status).toBe(200)
    proxy.freeze()
    process.kill('SIGTERM')
    expect((await process).exitCode).toBe(0)
  })

  it('is slow', async () => {
    const { proxy, url } = await start()
    proxy.delay(200)
    expect((await ask(`${url}/customers`)).status).toBe(200)
  })

  it('loses its connections under load, which ends no process', async () => {
    const { database, url } = await start()
    const admin = await openClient(database)
    const statuses = new Set<number>()
    const end = Date.now() + 1_000
    const clients = Array.from({ length: 16 }, async () => {
      while (Date.now() < end) statuses.add((await ask(`${url}/customers`)).status)
    })
    for (let n = 0; n < 5; n++) {
      await admin.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
      )
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await Promise.all(clients)
    await admin.end()
    expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([])
    await expectRecovery(url)
  })

  it('has every connection busy', async () => {
    const { database, url } = await start()
    const admin = await openClient(database)
    await admin.query('begin')
    await admin.query('lock table customers in access exclusive mode')
    const asked = Array.from({ length: 25 }, () => ask(`${url}/customers`))
    expect((await ask(`${url}/health`)).status).toBe(200)
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject(unavailable)
      expect(answer.ms).toBeLessThan(9_000)
    }
    await admin.query('rollback')
    await admin.end()
    await expectRecovery(url)
  })

  it('gives a column another type under statements that are prepared', async () => {
    const { database, url } = await start()
    const client = await openClient(database)
    await client.query("insert into customers (email, name) values ('a@example.com', 'Ada')")
    for (let n = 0; n < 30; n++) expect((await ask(`${url}/customers/1`)).status).toBe(200)
    await client.query('alter table customers alter column name type text')
    const statuses = new Set<number>()
    for (let n = 0; n < 30; n++) statuses.add((await ask(`${url}/customers/1`)).status)
    expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([])
    await client.end()
    await expectRecovery(url)
  })

  it('is migrated by ten processes at once, and each migration is applied once', async () => {
    const env = production(await createDatabase())
    const upgrades = Array.from({ length: 10 }, () => run('node', ['dist/scripts/db.js', 'upgrade'], { cwd, env }))
    const ran = await Promise.all(upgrades)
    expect(ran.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(ran.map(() => [0, '']))
    const applied = ran.flatMap(({ stdout }) => stdout.match(/(?<=Applied ).+/g) ?? [])
    expect(applied.toSorted()).toEqual(['20261120100000_create_customers', '20261120100001_create_orders'])
  })

  it('is migrated after a process that held the lock was killed, and after a connection was lost on the way', async () => {
    const database = await createDatabase()
    const admin = await openClient(database)
    await admin.query('select pg_advisory_lock(3853314791062309107)')
    const first = run('node', ['dist/scripts/db.js', 'upgrade'], { cwd, env: production(database) })
    const waiting =
      "select pid from pg_stat_activity where datname = current_database() and query like '%pg_try_advisory_lock%' and pid <> pg_backend_pid()"
    await expect.poll(async () => (await admin.query(waiting)).rows.length, patience).toBe(1)
    await admin.query(`select pg_terminate_backend(pid) from (${waiting}) as waiting`)
    const { exitCode, stderr } = await first
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('The database does not answer')])

    const second = migrate(database)
    await expect.poll(async () => (await admin.query(waiting)).rows.length, patience).toBe(1)
    await admin.end()
    expect(await second).toContain('Applied 20261120100001_create_orders')
  })
})
