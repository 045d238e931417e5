import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from './database.ts'
import { ConflictError } from './errors.ts'

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

  it('tells which column is taken, and that a row is referred to', async () => {
    const taken = db
      .insertInto('people')
      .values({ ...ada, id: 3 })
      .execute()
    await expect(taken).rejects.toThrow(new ConflictError('Another row has the same firstName'))
    await expect(db.deleteFrom('people').where('id', '=', 1).execute()).rejects.toThrow(ConflictError)
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
