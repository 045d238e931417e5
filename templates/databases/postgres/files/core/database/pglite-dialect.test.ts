import { sql } from 'kysely'
import { afterAll, describe, expect, it } from 'vitest'
import { createDb, type Db } from './database.ts'

const db = createDb('pglite::memory:')
const other = createDb('pglite::memory:')
afterAll(() => Promise.all([db.destroy(), other.destroy()]))

const ask = async (on: Db) => (await sql<{ answer: number }>`select 1 as answer`.execute(on)).rows

describe('a transaction on PGlite', () => {
  it('refuses a query on `db`, and another transaction, that would wait for it', async () => {
    const nested = db.transaction().execute(() => ask(db))
    await expect(nested).rejects.toThrow('use the one that was given, `trx`')
    const twice = db.transaction().execute(() => db.transaction().execute(ask))
    await expect(twice).rejects.toThrow('use the one that was given, `trx`')
  })

  it('lets its own queries and those of another database through, and what comes after it', async () => {
    const both = db.transaction().execute(async (trx) => [await ask(trx), await ask(other)])
    expect(await both).toEqual([[{ answer: 1 }], [{ answer: 1 }]])
    expect(await ask(db)).toEqual([{ answer: 1 }])
  })

  it('has others wait for their turn', async () => {
    const order: string[] = []
    const slow = db.transaction().execute(async (trx) => {
      for (let query = 0; query < 5; query += 1) await ask(trx)
      order.push('transaction')
    })
    const waiting = [1, 2].map((query) => ask(db).then(() => order.push(`query ${query}`)))
    await Promise.all([slow, ...waiting])
    expect(order).toEqual(['transaction', 'query 1', 'query 2'])
  })
})
