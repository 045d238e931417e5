import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import type { Db } from './database.ts'
import { prepared } from './prepared.ts'

const db = createTestDb()
const notes = db.$pickTables<never>().$extendTables<{ notes: { id: number; longText: string } }>()

beforeAll(async () => {
  await sql`create table notes (id integer primary key, long_text text)`.execute(db)
  await sql`insert into notes values (1, 'note 1'), (2, 'note 2')`.execute(db)
})
afterAll(() => db.destroy())

describe('prepared', () => {
  it('builds a query once, and binds another value at each run', async () => {
    const build = vi.fn<(_: Db, id: number) => ReturnType<typeof select>>((_, id) => select(id))
    const select = (id: number) => notes.selectFrom('notes').selectAll().where('id', '=', id).where('id', '<', 9)
    const find = prepared(build)

    expect(await find(db, 1)).toEqual({ id: 1, longText: 'note 1' })
    expect(await find(db, 2)).toEqual({ id: 2, longText: 'note 2' })
    expect(await find(db, 3)).toBeUndefined()
    expect(build).toHaveBeenCalledTimes(1)
  })

  it('runs in the transaction that it is given', async () => {
    const find = prepared((_, id: number) => notes.selectFrom('notes').select('longText').where('id', '=', id))
    const failing = db.transaction().execute(async (trx) => {
      await sql`insert into notes values (5, 'new')`.execute(trx)
      expect(await find(trx, 5)).toEqual({ longText: 'new' })
      throw new Error('no')
    })

    await expect(failing).rejects.toThrow('no')
    expect(await find(db, 5)).toBeUndefined()
  })
})
