import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openProxy } from './proxy.ts'
import { run, serve, succeed } from './shop.ts'

/** A connection that does to its database what nobody should. */
export interface Admin {
  /** The other connections; those alone whose statement has a text in it. */
  readonly others: (statement?: string) => Promise<readonly number[]>
  readonly kill: (connection: number) => Promise<unknown>
  /** Lets nobody else near a table. */
  readonly block: (table: string) => Promise<unknown>
  readonly unblock: () => Promise<unknown>
  /** Takes the lock that those who migrate take. */
  readonly lockMigrations: () => Promise<unknown>
  /** Refuses so many of the next rows of a table, on each connection or in all, with an error of that code. */
  readonly refuse: (table: string, code: string, times: number) => Promise<unknown>
  readonly close: () => Promise<void>
}

interface Server {
  readonly createDatabase: () => Promise<string>
  readonly openAdmin: (url: string) => Promise<Admin>
  /** Writes a project with the features of a scenario. */
  readonly write: (scenario: string, atEnd: (remove: () => void) => void) => Promise<string>
  /** What stands in the statement of those who wait for the lock of migrations. */
  readonly locking: string
  /** What is answered where a row is refused with these codes. */
  readonly refusals: readonly (readonly [status: number, code: string])[]
  /** One that only says that the next attempt may do. */
  readonly deadlock: string
  /** URLs with which nobody gets in, made of one of a database; and what the log says then. */
  readonly closed: (url: string) => Promise<readonly (readonly [url: string, said: string])[]>
}

/** What a request is answered, and after how many milliseconds. */
export async function ask(url: string): Promise<{ status: number; retryAfter: string | null; ms: number }> {
  const start = performance.now()
  const res = await fetch(url)
  await res.text()
  return { status: res.status, retryAfter: res.headers.get('Retry-After'), ms: performance.now() - start }
}

/** What a new customer is answered. */
export async function create(url: string): Promise<number> {
  const body = JSON.stringify({ email: `${randomUUID()}@example.com`, name: 'Ada' })
  const headers = { 'Content-Type': 'application/json' }
  return (await fetch(`${url}/customers`, { method: 'POST', body, headers })).status
}

const patience = { timeout: 20_000, interval: 100 }
const unavailable = { status: 503, retryAfter: '1' }

/** What the API bears of any server: to be called where its tests are described. */
export function testFaults({ createDatabase, openAdmin, write, locking, refusals, deadlock, closed }: Server) {
  let cwd: string
  let removeShop = () => {}
  afterAll(() => removeShop())
  beforeAll(async () => {
    cwd = await write('the two of the contract', (remove) => void (removeShop = remove))
    await succeed('npm', ['run', 'build'], { cwd })
  }, 300_000)

  const production = (url: string) => ({ NODE_ENV: 'production', DATABASE_URL: url })
  const db = (command: string, url: string) =>
    run('node', ['dist/scripts/db.js', command], { cwd, env: production(url) })
  const migrate = async (url: string) =>
    await succeed('node', ['dist/scripts/db.js', 'upgrade'], { cwd, env: production(url) })

  /** The API on a database of its own, which is reached by way of a proxy. */
  async function start() {
    const database = await createDatabase()
    await migrate(database)
    const proxy = await openProxy(database)
    return { cwd, database, proxy, ...(await serve('node', ['dist/main.js'], { cwd, env: production(proxy.url) })) }
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
    const admin = await openAdmin(database)
    const statuses = new Set<number>()
    const end = Date.now() + 1_000
    const clients = Array.from({ length: 16 }, async () => {
      while (Date.now() < end) statuses.add((await ask(`${url}/customers`)).status)
    })
    for (let n = 0; n < 5; n++) {
      for (const connection of await admin.others()) await admin.kill(connection)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await Promise.all(clients)
    await admin.close()
    expect([...statuses].filter((status) => ![200, 503].includes(status))).toEqual([])
    await expectRecovery(url)
  })

  it('has every connection busy', async () => {
    const { database, url } = await start()
    const admin = await openAdmin(database)
    await admin.block('customers')
    const asked = Array.from({ length: 25 }, () => ask(`${url}/customers`))
    expect((await ask(`${url}/health`)).status).toBe(200)
    for (const answer of await Promise.all(asked)) {
      expect(answer).toMatchObject(unavailable)
      expect(answer.ms).toBeLessThan(9_000)
    }
    await admin.unblock()
    await admin.close()
    await expectRecovery(url)
  })

  it('refuses rows, and the answer says whose fault it is', async () => {
    const { database, url } = await start()
    const admin = await openAdmin(database)
    for (const [status, code] of refusals) {
      await admin.refuse('customers', code, 1_000)
      expect([code, await create(url)]).toEqual([code, status])
    }
    // Reading goes on where it is full.
    expect((await ask(`${url}/customers`)).status).toBe(200)
    expect(await ask(`${url}/ready`)).toMatchObject(unavailable)

    await admin.refuse('customers', deadlock, 1)
    expect(await create(url)).toBe(201)
    await admin.close()
  })

  it('lets nobody in, and the log says why in one line', async () => {
    const database = await createDatabase()
    for (const [DATABASE_URL, said] of await closed(database)) {
      const { log, url } = await serve('node', ['dist/main.js'], { cwd, env: production(DATABASE_URL) })
      expect(await ask(`${url}/ready`)).toMatchObject(unavailable)
      const [line] = log().split('\n')
      expect(JSON.parse(line!)).toEqual({ level: 40, time: expect.anything(), msg: expect.stringContaining(said) })
    }
  })

  it('is migrated by ten processes at once, and each migration is applied once', async () => {
    const database = await createDatabase()
    const upgrades = Array.from({ length: 10 }, () => db('upgrade', database))
    const ran = await Promise.all(upgrades)
    expect(ran.map(({ exitCode, stderr }) => [exitCode, stderr])).toEqual(ran.map(() => [0, '']))
    const applied = ran.flatMap(({ stdout }) => stdout.match(/(?<=Applied ).+/g) ?? [])
    expect(applied.toSorted()).toEqual(['20261120100000_create_customers', '20261120100001_create_orders'])
  })

  it('is migrated after a process that held the lock was killed, and after a connection was lost on the way', async () => {
    const database = await createDatabase()
    const admin = await openAdmin(database)
    await admin.lockMigrations()
    const first = db('upgrade', database)
    await admin.kill(await waiting(admin, locking))
    const { exitCode, stderr } = await first
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('The database does not answer')])

    const second = migrate(database)
    await waiting(admin, locking)
    await admin.close()
    expect(await second).toContain('Applied 20261120100001_create_orders')
  })

  return { db, migrate, start, expectRecovery }
}

/** The one other connection whose statement has a text in it, once there is one. */
export async function waiting(admin: Admin, statement: string): Promise<number> {
  await expect.poll(() => admin.others(statement), patience).toHaveLength(1)
  return (await admin.others(statement))[0]!
}
