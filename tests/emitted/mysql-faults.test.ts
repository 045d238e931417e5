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
    refuse: async (table, code, times) => {
      await client.query('drop trigger if exists refuse')
      await client.query(`create trigger refuse before insert on ${table} for each row
        if coalesce(@refused_${code}, 0) < ${times} then
          set @refused_${code} = coalesce(@refused_${code}, 0) + 1;
          signal sqlstate '45000' set mysql_errno = ${code}, message_text = 'refused';
        end if`)
    },
    close: () => client.end(),
  }
}

describe.skipIf(!(await hasServer()))('a MySQL that fails', () => {
  const { db, migrate } = testFaults({
    createDatabase,
    openAdmin,
    write: writeMysql,
    locking: 'get_lock',
    refusals: [
      [422, '1406'],
      [422, '4025'],
      [409, '1452'],
      [503, '1205'],
      [500, '1054'],
      [503, '1021'],
    ],
    deadlock: '1213',
    closed: async (url) => [
      [Object.assign(new URL(url), { pathname: '/nowhere' }).href, "Unknown database 'nowhere': create it"],
      [Object.assign(new URL(url), { username: 'nobody_' }).href, 'look at the user and the password in DATABASE_URL'],
    ],
  })

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
