import { type Kysely, sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { clearDatabase } from './database.ts'
import type { Migration } from './migration-files.ts'
import { downgradeDatabase, upgradeDatabase } from './migrations.ts'

const db = createTestDb()
const run = async (on: Kysely<any>, ...statements: string[]) => {
  for (const statement of statements) await sql.raw(statement).execute(on)
}
const copyTo = (columns: string) => (on: Kysely<any>) =>
  run(
    on,
    `create table new_orders (${columns})`,
    'insert into new_orders (id, total, status) select id, total, status from orders',
    'drop table orders',
    'alter table new_orders rename to orders',
  )
const columns = (type: string, more: string) => `id integer primary key, total ${type}, status text, ${more}`
const first = columns('integer', 'check ("orders"."total" > 0)')
const second = columns('real', 'constraint positive check (total > 0)')
const from = (up: Migration['up']) => ({
  getMigrations: async () => ({
    '1': { up: (on: Kysely<any>) => run(on, `create table orders (${first})`) },
    '2': { up, down: copyTo(columns('integer', 'check (total > 0)')) },
  }),
})
const copy = from(copyTo(second))
const totals = async () =>
  (await sql<{ total: number }>`select total from orders`.execute(db)).rows.map(({ total }) => total)
const isUndone = '2: it leaves more rows of orders than before that break a check'
const warn = vi.spyOn(console, 'warn')

beforeEach(async () => {
  warn.mockReset().mockReturnValue()
  await clearDatabase(db)
  await upgradeDatabase(db, '1', copy)
  await run(db, 'pragma ignore_check_constraints = on', 'insert into orders (total) values (-1), (0), (3), (null)')
  await run(db, 'pragma ignore_check_constraints = off')
})
afterAll(() => db.destroy())

describe('a migration of a table whose rows break a check', () => {
  it('copies them, and says what finds them, on the way back too', async () => {
    expect(await upgradeDatabase(db, undefined, copy)).toEqual(['2'])
    const counted = 'This counts them: pragma quick_check("orders")'
    expect(warn.mock.calls).toEqual([[`Rows of orders break a check, from before. ${counted}`]])
    expect(await downgradeDatabase(db, 1, copy)).toEqual(['2'])
    expect(await totals()).toEqual([-1, 0, 3, null])
    await expect(run(db, 'insert into orders (total) values (-9)'), 'checks are on again').rejects.toThrow('refused')
  })

  it('adds a column with a check', async () => {
    const add = from((on) => run(on, "alter table orders add column kind text default 'a' check (kind in ('a', 'b'))"))
    expect(await upgradeDatabase(db, undefined, add)).toEqual(['2'])
  })

  it('is undone where another row breaks one that is new', async () => {
    const more = from(copyTo(`${second}, check (total < 3)`))
    await expect(upgradeDatabase(db, undefined, more)).rejects.toThrow(isUndone)
    expect(await totals()).toEqual([-1, 0, 3, null])
  })

  it('is undone where more rows break the old one', async () => {
    const more = from((on) => run(on, 'update orders set total = -3 where total = 3'))
    await expect(upgradeDatabase(db, undefined, more)).rejects.toThrow(isUndone)
    expect(await totals()).toEqual([-1, 0, 3, null])
    await expect(run(db, 'insert into orders (total) values (-9)'), 'checks are on again').rejects.toThrow('refused')
  })

  it('fails as ever where all rows were fine', async () => {
    await run(db, 'delete from orders where total <= 0')
    const more = from(copyTo(`${second}, constraint small check (total < 3)`))
    await expect(upgradeDatabase(db, undefined, more)).rejects.toThrow(/^2: .*refused/)
    expect(warn).not.toHaveBeenCalled()
  })
})
