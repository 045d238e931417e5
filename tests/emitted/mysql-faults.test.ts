import { describe, expect, it } from 'vitest'
import { type Admin, testFaults, waiting } from './faults.ts'
import { createDatabase, hasServer, openClient, writeMysql } from './mysql.ts'

const others = 'select id from information_schema.processlist where db = database() and id <> connection_id()'

async function openAdmin(url: string): Promise<Admin> {
  const client = await openClient(url)
  return {
    others: async (statement) => {
      const rows = await client.query(statement === undefined ? others : `${others} and info like ?`, [
        `%${statement}%`,
      ])
      return rows.map(({ id }) => id as number)
    },
    // It may have gone by itself.
    kill: (id) => client.query(`kill ${id}`).catch(() => {}),
    block: (table) => client.query(`lock tables ${table} write`),
    unblock: () => client.query('unlock tables'),
    lockMigrations: () => client.query("select get_lock(concat('kysely_migration_', sha1(database())), 0)"),
    close: () => client.end(),
  }
}

describe.skipIf(!(await hasServer()))('a MySQL that fails', () => {
  const { db, migrate } = testFaults({ createDatabase, openAdmin, write: writeMysql, locking: 'get_lock' })

  it('loses a connection in the middle of a migration, which goes on there', async () => {
    const database = await createDatabase()
    await migrate(database)
    const admin = await openAdmin(database)
    await admin.block('orders')
    const first = db('downgrade', database)
    await admin.kill(await waiting(admin, 'drop table'))
    const { exitCode, stderr } = await first
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('\n  not known: drop table `orders`\n')])

    await admin.close()
    expect((await db('status', database)).stdout).toMatch(/^half undone {2}20261120100001_create_orders/m)
    expect((await db('downgrade', database)).stdout).toBe('Reverted 20261120100001_create_orders')
  })
})
