import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDb } from '#tests/database.ts'
import { datetime } from './columns.ts'
import { clearDatabase, createDb, readColumns, whileMigrating } from './database.ts'
import { ConflictError } from '../errors.ts'
import { bareTable } from './model.ts'

type Person = { id: number; firstName: string | null; isAdmin: boolean | null; tags: unknown; bossId: number | null }
type Moment = { big: number; exact: string; half: number; at: string; day: string; name: string }
const test = createTestDb()
const full = createTestDb()
const db = test.$pickTables<never>().$extendTables<{ people: Person; moments: Moment }>()
const ada = { id: 1, firstName: 'Ada', isAdmin: true, tags: [{ skills: ['math'], madeUpKey: null }], bossId: null }
bareTable('moments', { at: datetime(), name: z.string() })

beforeAll(async () => {
  await sql`create table people (
    id bigint auto_increment primary key, first_name varchar(80), is_admin tinyint(1), tags json,
    boss_id bigint, unique people_first_name_unique (first_name),
    foreign key (boss_id) references people (id)
  )`.execute(db)
  await sql`create table moments (
    big bigint, exact decimal(12, 2), half double, at datetime(3), day date, name text
  )`.execute(db)
})
afterAll(() => db.destroy())

const people = () => db.selectFrom('people').selectAll()

describe('createDb', () => {
  it('gives back booleans and JSON as it took them', async () => {
    await db.insertInto('people').values(ada).execute()
    expect(await people().where('isAdmin', '=', true).executeTakeFirst()).toEqual(ada)

    const unknown = { id: 2, firstName: null, isAdmin: null, tags: null, bossId: 1 }
    await db.insertInto('people').values(unknown).execute()
    expect(await people().where('id', '=', 2).executeTakeFirst()).toEqual(unknown)
  })

  it('gives numbers, instants and days as JSON has them', async () => {
    const at = '2026-11-20T10:15:00.120Z'
    const moment = { big: Number.MAX_SAFE_INTEGER, exact: '1234567890.10', half: 0.5, at, day: '2026-11-20', name: at }
    await db.insertInto('moments').values(moment).execute()
    const selected = db.selectFrom('moments').selectAll()
    expect(await selected.where('at', '=', at).where('name', '=', at).execute()).toEqual([moment])

    const { rows } = await sql`select count(*) as count, sum(big) as sum, ${new Date(at)} as at, now(3) > at as later,
      9223372036854775807 as huge from moments group by at`.execute(db)
    const sum = '9007199254740991'
    expect(rows).toEqual([{ count: 1, sum, at: '2026-11-20 10:15:00.120', later: expect.any(Number), huge: '9223372036854775807' }])
  })

  it('tells texts apart by every character, and sorts by their codes', async () => {
    const names = ['B', 'a', 'a ', 'ä', 'é', '👍', '👎']
    const values = names.map((firstName, index) => ({ ...ada, id: 10 + index, firstName }))
    await db.insertInto('people').values(values).execute()
    const rows = await people().where('id', '>=', 10).orderBy('firstName').execute()
    expect(rows.map(({ firstName }) => firstName)).toEqual(names)
    expect(await people().where('firstName', '=', 'A').execute()).toEqual([])
  })

  it('tells which field is taken or refers to nothing, and which rows refer to one', async () => {
    const taken = db
      .insertInto('people')
      .values({ ...ada, id: 3 })
      .execute()
    await expect(taken).rejects.toMatchObject({ issues: [{ path: 'firstName' }] })
    const orphan = db.insertInto('people').values({ ...ada, id: 3, firstName: null, bossId: 9 })
    await expect(orphan.execute()).rejects.toMatchObject({ issues: [{ path: 'bossId' }] })
    const referred = db.deleteFrom('people').where('id', '=', 1)
    await expect(referred.execute()).rejects.toThrow(new ConflictError('Rows of people still refer to it'))
  })

  it.each([
    ['a text that is too long', { firstName: 'a'.repeat(81) }],
    ['half a character in JSON', { tags: '\ud800' }],
    ['what is no number', { bossId: 'x' as unknown as number }],
    ['a number beyond bigint', { bossId: 2 ** 80 }],
  ])('refuses %s, and names the field', async (_, values) => {
    const issues = [{ path: Object.keys(values)[0] }]
    const insert = db.insertInto('people').values({ ...ada, id: 9, firstName: null, ...values })
    await expect(insert.execute()).rejects.toMatchObject({ issues })
    await expect(db.updateTable('people').set(values).execute()).rejects.toMatchObject({ issues })
  })

  it('binds an object as JSON, wherever it stands', async () => {
    const found = await people().where('firstName', '=', { firstName: 1 } as unknown as string).execute()
    expect(found).toEqual([])
  })

  it('undoes a transaction that fails', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await trx.updateTable('people').set({ firstName: 'Eve' }).where('id', '=', 1).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await people().where('id', '=', 1).executeTakeFirst()).toMatchObject({ firstName: 'Ada' })
  })

  it('streams rows as it selects them', async () => {
    for await (const row of people().where('id', '=', 1).stream()) expect(row).toEqual(ada)
    expect.assertions(1)
  })
})

describe('whileMigrating', () => {
  it('waits longer for locks, and puts the limits back', async () => {
    const limit = async (connection = test) =>
      (await sql`select @@lock_wait_timeout as wait, @@wait_timeout as idle`.execute(connection)).rows
    const before = await limit()

    await whileMigrating(test, async (connection) => {
      expect(await limit(connection)).toEqual([{ wait: 60, idle: 28_800 }])
    })
    await expect(whileMigrating(test, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(await limit()).toEqual(before)
  })
})

describe('clearDatabase', () => {
  it('drops tables, views and routines, whatever refers to what', async () => {
    for (const statement of [
      'create table a (id integer primary key, `bId` integer)',
      'create table `fooBar` (id integer primary key, a_id integer, foreign key (a_id) references a (id))',
      'alter table a add foreign key (`bId`) references `fooBar` (id)',
      'create view everything as select a.id from a join `fooBar`',
      'create trigger counted before insert on a for each row set new.id = 1',
      'create function one() returns integer deterministic return 1',
      'create procedure nothing() select 1',
    ]) {
      await sql.raw(statement).execute(full)
    }
    await clearDatabase(full)
    const { rows } = await sql`select table_name from information_schema.tables where table_schema = database()
      union all select routine_name from information_schema.routines where routine_schema = database()`.execute(full)
    expect(rows).toEqual([])
    await full.destroy()
  })
})

describe('a database that is only read', () => {
  it('takes nothing', async () => {
    const { rows } = await sql<{ name: string }>`select database() as name`.execute(test)
    const { loadSettings } = await import('../../settings.ts')
    const url = Object.assign(new URL(loadSettings().DATABASE_URL), { pathname: `/${rows[0]!.name}` }).href
    const reader = createDb(url, { readOnly: true })
    expect(await readColumns(reader, 'people')).toContain('first_name')
    await expect(sql`delete from people`.execute(reader)).rejects.toThrow('The database takes no changes')
    await reader.destroy()
  })
})
