import { existsSync } from 'node:fs'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clearDatabase, createDb, readColumns } from './database.ts'

const db = createDb('sqlite::memory:').$pickTables<never>().$extendTables<{
  people: { id: number; firstName: string | null; isAdmin: boolean | null; tags: unknown; bossId: number | null }
}>()
const ada = { id: 1, firstName: 'Ada', isAdmin: true, tags: { skills: ['math'], madeUpKey: null }, bossId: null }

beforeAll(async () => {
  await sql`create table people (
    id integer primary key, first_name text unique, is_admin boolean, tags json, boss_id integer references people (id)
  )`.execute(db)
})
afterAll(() => db.destroy())

describe('createDb', () => {
  it('gives back booleans and JSON as it took them', async () => {
    expect(await db.insertInto('people').values(ada).returningAll().executeTakeFirst()).toEqual(ada)
    expect(await db.selectFrom('people').selectAll().where('isAdmin', '=', true).executeTakeFirst()).toEqual(ada)

    const unknown = { id: 2, firstName: null, isAdmin: null, tags: null, bossId: 1 }
    expect(await db.insertInto('people').values(unknown).returningAll().executeTakeFirst()).toEqual(unknown)
  })

  it('streams rows as it selects them', async () => {
    for await (const row of db.selectFrom('people').selectAll().where('id', '=', 1).stream()) expect(row).toEqual(ada)
    expect.assertions(1)
  })

  it('undoes a transaction that fails', async () => {
    const failing = db.transaction().execute(async (trx) => {
      await trx.updateTable('people').set({ firstName: 'Eve' }).where('id', '=', 1).execute()
      throw new Error('no')
    })
    await expect(failing).rejects.toThrow('no')
    expect(await db.selectFrom('people').select('firstName').where('id', '=', 1).executeTakeFirst()).toEqual({
      firstName: 'Ada',
    })
  })
})

describe('clearDatabase', () => {
  it('drops tables, views, triggers and virtual tables, whatever refers to what', async () => {
    const full = createDb('sqlite::memory:')
    for (const statement of [
      'create table a (id integer primary key autoincrement, "bId" integer references "fooBar" (id))',
      'create table "fooBar" (id integer primary key, a_id integer references a (id) on delete restrict)',
      'insert into a values (1, null)',
      'insert into "fooBar" values (1, 1)',
      'create view everything as select * from a join "fooBar"',
      'create trigger counted after insert on a begin select 1; end',
      'create virtual table words using fts5 (word)',
      'create table sqlites (id integer)',
    ]) {
      await sql.raw(statement).execute(full)
    }
    await clearDatabase(full)
    expect((await sql`select name from sqlite_schema where name not glob 'sqlite_*'`.execute(full)).rows).toEqual([])
    await full.destroy()
  })
})

describe('a database that is only read', () => {
  it('is not created, and looks empty', async () => {
    const absent = createDb('sqlite:data/absent/absent.db', { readOnly: true })
    expect(await readColumns(absent, 'people')).toEqual([])
    await absent.destroy()
    expect(existsSync('data/absent')).toBe(false)
  })
})
