import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createDb } from './database.ts'
import { paginate, pageQuery } from './pagination.ts'

type Row = { id: number; dueAt: string | null }
const db = createDb('sqlite::memory:').$extendTables<{ tasks: Row }>()
const tasks = db.selectFrom('tasks').select(['id', 'dueAt'])
const rows: Row[] = Array.from({ length: 23 }, (_, index) => ({
  id: index + 1,
  dueAt: index % 3 === 0 ? null : `2026-01-0${index % 5}`,
}))

beforeAll(async () => {
  await sql`create table tasks (id integer primary key, due_at text)`.execute(db)
  await sql`create index tasks_due_at_index on tasks (due_at)`.execute(db)
  await db.insertInto('tasks').values(rows).execute()
})
afterAll(() => db.destroy())

async function readAll(sort: string, limit: number): Promise<Row[]> {
  const items: Row[] = []
  let cursor: string | undefined
  do {
    const page = await paginate(tasks, { limit, sort, cursor })
    expect(page.items.length).toBeLessThanOrEqual(limit)
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return items
}

describe('paginate', () => {
  const ascending = rows.toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? '') || a.id - b.id)

  it.each([1, 2, 7, 23, 100])('gives every row once and in order, %i at a time', async (limit) => {
    expect(await readAll('id', limit)).toEqual(rows)
    expect(await readAll('-id', limit)).toEqual(rows.toReversed())
    expect(await readAll('dueAt', limit)).toEqual(ascending)
    expect(await readAll('-dueAt', limit)).toEqual(ascending.toReversed())
  })

  it('refuses a cursor that it did not give for this sort', async () => {
    const { nextCursor } = await paginate(tasks, { limit: 2, sort: 'dueAt' })

    for (const cursor of [nextCursor!, 'nonsense', '', Buffer.from('["-id",{},1]').toString('base64url')]) {
      await expect(paginate(tasks, { limit: 2, sort: '-id', cursor })).rejects.toThrow('The cursor is not one')
    }
  })
})

describe('pageQuery', () => {
  const query = pageQuery('id', 'dueAt')

  it('reads limit and sort', () => {
    expect(query.parse({ limit: '5', sort: '-dueAt' })).toEqual({ limit: 5, sort: '-dueAt' })
    expect(query.parse({})).toEqual({ limit: 20 })
  })

  it.each([
    { limit: '0' },
    { limit: '101' },
    { limit: '1e9' },
    { limit: 'NaN' },
    { limit: '' },
    { sort: 'name' },
    { sort: '--id' },
    { offset: '1' },
  ])('refuses %j', (input) => {
    expect(query.safeParse(input).success).toBe(false)
  })
})
