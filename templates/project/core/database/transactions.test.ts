import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import type { Db } from './database.ts'
import { inTransaction } from './transactions.ts'

const db = createTestDb()
const add = (id: number) => async (trx: Db) => void (await sql`insert into marks values (${id})`.execute(trx))
const marks = async () => (await sql<{ id: number }>`select id from marks`.execute(db)).rows.map(({ id }) => id)

beforeAll(async () => {
  await sql`create table marks (id integer primary key)`.execute(db)
})
afterAll(() => db.destroy())

it('is one transaction, however many services ask for one', async () => {
  const failing = inTransaction(db, async (trx) => {
    await inTransaction(trx, add(1))
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await marks()).toEqual([])

  await inTransaction(db, (trx) => inTransaction(trx, add(1)))
  expect(await marks()).toEqual([1])
})
