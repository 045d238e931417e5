import { type Kysely, sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { clearDatabase } from './database.ts'
import type { Migration, Migrations } from './migration-files.ts'
import { readUnfinished } from './migration-steps.ts'
import { downgradeDatabase, listMigrations, upgradeDatabase } from './migrations.ts'

const table = (name: string): Migration => ({
  up: (db) => db.schema.createTable(name).addColumn('id', 'integer').execute(),
  down: (db) => db.schema.dropTable(name).execute(),
})
const from = (migrations: Record<string, Migration>) => ({ getMigrations: async () => migrations })

const db = createTestDb()
const tables = async () => {
  const all = await db.introspection.getTables()
  return all.map(({ name }) => name).filter((name) => !name.startsWith('kysely_'))
}
const statuses = async (provider: Migrations) => (await listMigrations(db, provider)).map(({ status }) => status)

beforeEach(() => clearDatabase(db))
afterAll(() => db.destroy())

describe('a migration that fails', () => {
  /** Two tables, a row, and a statement that fails until there is a table `x`. */
  const up = async (trx: Kysely<any>, last = 'c') => {
    await table('b').up(trx)
    await sql`insert into b values (${1})`.execute(trx)
    await sql`insert into x select * from b`.execute(trx)
    await table(last).up(trx)
  }
  const down = async (trx: Kysely<any>) => {
    for (const name of ['c', 'y', 'b']) await table(name).down!(trx)
  }
  const failing = from({ '1_a': table('a'), '2_b': { up: (trx) => up(trx), down }, '3_d': table('d') })
  const message = async (running: Promise<unknown>) => await running.then(String, (error: Error) => error.message)
  const ids = async (name: string) => (await sql<{ id: number }>`select id from ${sql.id(name)}`.execute(db)).rows

  it('says what ran of it and what did not, and goes on there once it is mended', async () => {
    expect(await message(upgradeDatabase(db, undefined, failing))).toMatch(
      /^2_b: Table '\w+\.x' doesn't exist\. .+:\n {2}done: create table `b` .+\n {2}done: insert into b .+\n {2}not done: insert into x .+\nMend it/,
    )
    expect(await tables()).toEqual(['a', 'b'])
    expect(await statuses(failing)).toEqual(['applied', 'pending', 'pending'])
    expect(await readUnfinished(db)).toMatchObject({ name: '2_b', direction: 'up' })

    await table('x').up(db)
    expect(await upgradeDatabase(db, undefined, failing)).toEqual(['2_b', '3_d'])
    expect([await ids('b'), await ids('x')]).toEqual([[{ id: 1 }], [{ id: 1 }]])
    expect(await readUnfinished(db)).toBeUndefined()
  })

  it('may be edited from where it stopped, and not before', async () => {
    await message(upgradeDatabase(db, undefined, failing))
    await table('x').up(db)
    const before = { ...table('other') }
    expect(await message(upgradeDatabase(db, undefined, from({ '1_a': table('a'), '2_b': before })))).toMatch(
      /^2_b: its statement 1 ran already, and was edited since: create table `b`/,
    )
    expect(await message(upgradeDatabase(db, undefined, from({ '1_a': table('a'), '2_b': table('b') })))).toMatch(
      /^2_b: its statement 2 ran already, and is gone since: insert into b/,
    )
    const after = { up: (trx: Kysely<any>) => up(trx, 'e') }
    expect(await upgradeDatabase(db, undefined, from({ '1_a': table('a'), '2_b': after }))).toEqual(['2_b'])
    expect(await tables()).toEqual(['a', 'b', 'e', 'x'])
  })

  it('can be ended by hand, and lets nothing pass it until then', async () => {
    await message(upgradeDatabase(db, undefined, failing))
    for (const other of [() => downgradeDatabase(db, 1, failing), () => upgradeDatabase(db, '1_a', failing)]) {
      await expect(other()).rejects.toThrow('2_b stopped on its way up: `<%= run %> db:upgrade` goes on there')
    }
    await table('c').up(db)
    expect(await upgradeDatabase(db, '2_b', failing, { fake: true })).toEqual(['2_b'])
    expect(await statuses(failing)).toEqual(['applied', 'applied', 'pending'])
  })

  it('goes on with the way back too', async () => {
    await table('x').up(db)
    await upgradeDatabase(db, '2_b', failing)
    expect(await message(downgradeDatabase(db, 1, failing))).toMatch(/done: drop table `c`\n {2}not done: drop table `y`/)
    await expect(upgradeDatabase(db, undefined, failing)).rejects.toThrow('2_b stopped on its way down')

    await table('y').up(db)
    expect(await downgradeDatabase(db, 1, failing)).toEqual(['2_b'])
    expect(await tables()).toEqual(['a', 'x'])
  })

  it('is not in doubt about what a lost connection left', async () => {
    const begun = async (statement: string) => {
      await upgradeDatabase(db, '1_a', failing)
      await sql`insert into kysely_migration_step values (1, '2_b', 'up', ${statement}, false)`.execute(db)
    }
    const one = from({ '1_a': table('a'), '2_b': table('b') })
    await begun('create table `b` (`id` integer)')
    expect(await upgradeDatabase(db, undefined, one)).toEqual(['2_b'])
    expect(await tables()).toEqual(['a', 'b'])

    await clearDatabase(db)
    await begun('create table `b` (`id` integer)')
    await table('b').up(db)
    expect(await upgradeDatabase(db, undefined, one)).toEqual(['2_b'])
  })

  it('has no transaction of its own', async () => {
    const own = (trx: Kysely<any>) => trx.transaction().execute((inner) => table('b').up(inner))
    await expect(upgradeDatabase(db, undefined, from({ '1_a': { up: own } }))).rejects.toThrow('1_a: a migration has no transaction')
  })
})
