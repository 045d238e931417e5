import { describe, expect, it } from 'vitest'
import { type Admin, ask, testFaults } from './faults.ts'
import { createDatabase, hasServer, openClient, writePostgres } from './postgres.ts'

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
    close: () => client.end(),
  }
}

describe.skipIf(!(await hasServer()))('a PostgreSQL that fails', () => {
  const { start, expectRecovery } = testFaults({
    createDatabase,
    openAdmin,
    write: writePostgres,
    locking: 'pg_try_advisory_lock',
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
})
