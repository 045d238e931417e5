import { type Kysely, sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { clearDatabase } from './database.ts'
import { downgradeDatabase, upgradeDatabase } from './migrations.ts'

const db = createTestDb()
const run = async (on: Kysely<any>, ...statements: string[]) => {
  for (const statement of statements) await sql.raw(statement).execute(on)
}
const create = `create table orders (id integer primary key, total integer check (total > 0),
  status varchar(255) not null default 'a', constraint orders_status_check check (status in ('a', 'b')))`
const from = (up: string, down = '') => ({
  getMigrations: async () => ({
    '1': { up: (on: Kysely<any>) => run(on, create) },
    '2': { up: (on: Kysely<any>) => run(on, up), down: (on: Kysely<any>) => run(on, down) },
  }),
})
const copy = from('alter table orders modify id bigint not null', 'alter table `orders` modify `id` integer not null')
const rows = async () => (await sql`select * from orders order by id`.execute(db)).rows
const checks = async () => (await sql<{ are: number }>`select @@check_constraint_checks as are`.execute(db)).rows
const warn = vi.spyOn(console, 'warn')

beforeEach(async ({ skip }) => {
  const { rows: servers } = await sql<{ version: string }>`select version() as version`.execute(db)
  skip(!servers[0]!.version.includes('MariaDB'), 'MySQL lets no row break a check')
  warn.mockReset().mockReturnValue()
  await clearDatabase(db)
  await upgradeDatabase(db, '1', copy)
  await db
    .connection()
    .execute((connection) =>
      run(
        connection,
        'set check_constraint_checks = 0',
        'insert into orders (id, total) values (1, -1), (2, 0), (3, 3), (4, null)',
        'set check_constraint_checks = 1',
      ),
    )
})
afterAll(() => db.destroy())

describe('a migration of a table whose rows break a check', () => {
  it('copies them, and says what finds them, on the way back too', async () => {
    const before = await rows()
    expect(await upgradeDatabase(db, undefined, copy)).toEqual(['2'])
    const found = 'This finds them: select * from `orders` where not (`total` > 0)'
    expect(warn.mock.calls).toEqual([[`Rows of orders break its check total, from before (2). ${found}`]])
    expect(await downgradeDatabase(db, 1, copy)).toEqual(['2'])
    expect(await rows()).toEqual(before)
  })

  it.each([
    "alter table orders add column kind varchar(9) default 'b', add constraint kinds check (kind in ('a', 'b'))",
    'alter table orders modify status varchar(99) not null',
    "update orders set status = 'b' where id < 3",
  ])('does so by %s', async (statement) => {
    expect(await upgradeDatabase(db, undefined, from(statement))).toEqual(['2'])
    await expect(sql`insert into orders (id, total) values (9, -9)`.execute(db), 'checks are on again').rejects.toThrow(
      'not valid',
    )
    expect(await checks()).toEqual([{ are: 1 }])
  })

  it('says what rows break of a check that it brings', async () => {
    const more = from('alter table orders modify id bigint not null, add constraint more check (total < 3)')
    expect(await upgradeDatabase(db, undefined, more)).toEqual(['2'])
    expect(warn.mock.calls.flat().toSorted()).toEqual([
      'Rows of orders break its check more (1). This finds them: select * from `orders` where not (`total` < 3)',
      'Rows of orders break its check total, from before (2). This finds them: select * from `orders` where not (`total` > 0)',
    ])
    expect(await checks()).toEqual([{ are: 1 }])
  })

  it('stops where the first row breaks one that it brings', async () => {
    await sql`delete from orders where id = 1`.execute(db)
    await sql`update orders set total = 1 where id = 2`.execute(db)
    await db.connection().execute(async (connection) => {
      await run(connection, 'set check_constraint_checks = 0', 'insert into orders (id, total) values (8, -1)')
      await run(connection, 'set check_constraint_checks = 1')
    })
    const more = from('alter table orders modify id bigint not null, add constraint more check (total <> 1)')
    await expect(upgradeDatabase(db, undefined, more)).rejects.toThrow(/^2: .*refused/)
  })

  it('undoes a statement by which more rows break an old one', async () => {
    const before = await rows()
    await expect(upgradeDatabase(db, undefined, from('update orders set total = -3 where id = 3'))).rejects.toThrow(
      'not valid',
    )
    await expect(upgradeDatabase(db, undefined, from('update orders set total = -3 where id < 4'))).rejects.toThrow(
      'not valid',
    )
    expect(await rows()).toEqual(before)
    expect(await checks()).toEqual([{ are: 1 }])
  })

  it('fails as ever where all rows were fine', async () => {
    await sql`delete from orders where total <= 0`.execute(db)
    const more = from('alter table orders add constraint small check (total < 3)')
    await expect(upgradeDatabase(db, undefined, more)).rejects.toThrow(/^2: .*refused/)
    expect(warn).not.toHaveBeenCalled()
  })
})
