import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDb } from '#tests/database.ts'
import { bigint } from './columns.ts'
import { bareTable } from './model.ts'
import { paginate } from './pagination.ts'

const sizes = ['-9223372036854775808', '-9', '-1', '0', '9', '10', '9007199254740992', '9007199254740993', '9223372036854775807']
bareTable('big_rows', { id: z.int(), itsSize: bigint().nullable() })
type Row = { id: number; itsSize: string | null; count: number }
const db = createTestDb().$pickTables<never>().$extendTables<{ bigRows: Row }>()

beforeAll(async () => {
  await sql`create table big_rows (id integer primary key, its_size bigint, count bigint)`.execute(db)
  const rows = sizes.toReversed().map((itsSize, id) => ({ id, itsSize, count: id }))
  await db.insertInto('bigRows').values([...rows, { id: 99, itsSize: null, count: 99 }]).execute()
})
afterAll(() => db.destroy())

describe('a bigint', () => {
  it('comes back as the text that it was, and numbers as numbers', async () => {
    const rows = await db.selectFrom('bigRows').selectAll().orderBy('id').execute()
    expect(rows.map(({ itsSize }) => itsSize)).toEqual([...sizes.toReversed(), null])
    expect(rows.map(({ count }) => count)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 99])
  })

  it.each([1, 4, 100])('sorts as a number does, %i at a time', async (limit) => {
    for (const sort of ['itsSize', '-itsSize']) {
      const found: (string | null)[] = []
      let cursor: string | undefined
      do {
        const page = await paginate(db.selectFrom('bigRows').select(['id', 'itsSize']), { limit, sort, cursor })
        found.push(...page.items.map(({ itsSize }) => itsSize))
        cursor = page.nextCursor ?? undefined
      } while (cursor)
      expect(found).toEqual(sort === 'itsSize' ? [null, ...sizes] : [...sizes.toReversed(), null])
    }
  })

  it('is compared as a number is', async () => {
    const of = (operator: '=' | '>', size: string) =>
      db.selectFrom('bigRows').select('itsSize').where('itsSize', operator, size).orderBy('itsSize').execute()
    expect(await of('=', '9007199254740993')).toEqual([{ itsSize: '9007199254740993' }])
    expect(await of('>', '9007199254740992')).toEqual(sizes.slice(7).map((itsSize) => ({ itsSize })))
  })

  it('is there where an integer cannot be one, too, and loses nothing', async () => {
    await db.updateTable('bigRows').set({ count: sql`9007199254740993` }).where('id', '=', 99).execute()
    const [row] = await db.selectFrom('bigRows').select(['id', 'count']).where('id', '=', 99).execute()
    expect(row).toEqual({ id: 99, count: '9007199254740993' })
  })
})
