import { randomBytes } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type Admin, ask, create, testFaults } from './faults.ts'
import { hasPgbouncer, openPgbouncer } from './pgbouncer.ts'
import { createDatabase, hasServer, openClient, server, writePostgres } from './postgres.ts'
import { run, serve } from './shop.ts'

const others = 'from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()'

async function openAdmin(url: string): Promise<Admin> {
  const client = await openClient(url)
  return {
    others: async (statement = '') => {
      const { rows } = await client.query(`select pid ${others} and query like $1`, [`%${statement}%`])
      return rows.map(({ pid }) => pid as number)
    },
    kill: (pid) => client.query('select pg_terminate_backend($1)', [pid]),
    block: async (table) => {
      await client.query('begin')
      await client.query(`lock table ${table} in access exclusive mode`)
    },
    unblock: () => client.query('rollback'),
    lockMigrations: () => client.query('select pg_advisory_lock(3853314791062309107)'),
    refuse: async (table, code, times) => {
      await client.query('drop sequence if exists refusals')
      await client.query('create sequence refusals')
      await client.query(`create or replace function refuse() returns trigger language plpgsql as $$ begin
        if nextval('refusals') <= ${times} then raise exception 'refused' using errcode = '${code}'; end if;
        return new;
      end $$`)
      await client.query(
        `create or replace trigger refuse before insert on ${table} for each row execute function refuse()`,
      )
    },
    close: () => client.end(),
  }
}

/** A role that may do what is said, until the test has ended. */
async function createRole(options: string): Promise<string> {
  const role = `paxx_${randomBytes(6).toString('hex')}`
  const client = await openClient(server.href)
  const password = server.password ? `password '${decodeURIComponent(server.password)}'` : ''
  await client.query(`create role ${role} login ${password} ${options}`)
  onTestFinished(async () => {
    await client.query(`drop role ${role}`)
    await client.end()
  })
  return role
}

describe.skipIf(!(await hasServer()))('a PostgreSQL that fails', () => {
  const { db, start, expectRecovery } = testFaults({
    createDatabase,
    openAdmin,
    write: writePostgres,
    locking: 'pg_try_advisory_lock',
    refusals: [
      [422, '22001'],
      [422, '22P02'],
      [409, '23503'],
      [503, '55P03'],
      [500, '42703'],
      [503, '53100'],
    ],
    deadlock: '40P01',
    closed: async (url) => {
      const role = await createRole('connection limit 0')
      return [
        [Object.assign(new URL(url), { pathname: '/nowhere' }).href, 'database "nowhere" does not exist: create it'],
        [
          Object.assign(new URL(url), { username: 'nobody_' }).href,
          'look at the user and the password in DATABASE_URL',
        ],
        [Object.assign(new URL(url), { username: role }).href, 'The database is busy: too many connections'],
      ]
    },
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

  it('takes no changes for a while', async () => {
    const { database, url } = await start()
    const client = await openClient(database)
    const name = new URL(database).pathname.slice(1)
    await client.query(`alter database ${name} set default_transaction_read_only = on`)
    await client.query(`select pg_terminate_backend(pid) ${others}`)
    await expect.poll(async () => (await ask(`${url}/customers`)).status).toBe(200)
    expect(await create(url)).toBe(503)
    expect((await ask(`${url}/ready`)).status).toBe(503)
    await client.end()
  })

  it('has a sequence that an import left behind, which the log and paxx doctor name', async () => {
    const { cwd, database, log, url } = await start()
    const client = await openClient(database)
    await client.query(
      "insert into customers (id, email, name) select n, n || '@example.com', 'Ada' from generate_series(1, 9) n",
    )
    expect(await create(url)).toBe(500)
    const mend = /select setval\('customers_id_seq', max\(id\)\) from customers/
    await expect.poll(log).toContain('The sequence customers_id_seq is behind the rows of customers')

    const doctor = async () => (await run('npx', ['paxx', 'doctor'], { cwd, env: { DATABASE_URL: database } })).stdout
    const [statement] = mend.exec(await doctor())!
    await client.query(statement)
    expect(await create(url)).toBe(201)
    expect(await doctor()).not.toMatch(mend)
    await client.end()
  })

  it('is reached by a URL that says more, and sessions are in UTC all the same', async () => {
    const { cwd, database } = await start()
    const search = 'application_name=mine&options=-c%20search_path%3Dpublic%20-c%20TimeZone%3DAsia/Tokyo'
    const env = { NODE_ENV: 'production', DATABASE_URL: `${database}?${search}` }
    const { url } = await serve('node', ['dist/main.js'], { cwd, env })
    expect(await create(url)).toBe(201)
    const { items } = (await (await fetch(`${url}/customers`)).json()) as { items: { createdAt: string }[] }
    expect(Math.abs(Date.parse(items[0]!.createdAt) - Date.now())).toBeLessThan(60_000)
    const client = await openClient(database)
    expect((await client.query(`select 1 ${others} and application_name = 'mine'`)).rows).not.toEqual([])
    await client.end()
  })

  it.skipIf(!hasPgbouncer())('is reached by way of a PgBouncer that pools transactions', async () => {
    const { cwd, database } = await start()
    const pooled = await openPgbouncer(database)
    expect(await db('downgrade', pooled)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/^DATABASE_URL: .+PgBouncer$/),
    })

    const env = { NODE_ENV: 'production', DATABASE_URL: pooled }
    const { url } = await serve('node', ['dist/main.js'], { cwd, env })
    // More at once than there are connections to the server, and each statement more than once.
    const created = await Promise.all(Array.from({ length: 40 }, () => create(url)))
    expect(new Set(created)).toEqual(new Set([201]))
    const { items } = (await (await fetch(`${url}/customers?limit=1`)).json()) as { items: { createdAt: string }[] }
    expect(items[0]!.createdAt).toMatch(/Z$/)
  })
})
