import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { type Page, paginate, pageQuery } from './pagination.ts'

type Row = { id: number; dueAt: string | null }
const db = createTestDb().$pickTables<never>().$extendTables<{ tasks: Row; places: { list: number; place: number } }>()
const tasks = db.selectFrom('tasks').select(['id', 'dueAt'])
const rows: Row[] = Array.from({ length: 23 }, (_, index) => ({
  id: index + 1,
  dueAt: index % 3 === 0 ? null : `2026-01-0${index % 5}`,
}))

beforeAll(async () => {
  await sql`create table tasks (id integer primary key, due_at text)`.execute(db)
  await sql`create index tasks_due_at_index on tasks (due_at)`.execute(db)
  await db.insertInto('tasks').values(rows).execute()

  await sql`create table places (list integer, place integer, primary key (list, place))`.execute(db)
  const places = [1, 2, 3].flatMap((place) => [1, 2, 3].map((list) => ({ list, place })))
  await db.insertInto('places').values(places).execute()
})
afterAll(() => db.destroy())

type ReadPage<Item> = (page: { sort: string; cursor: string | undefined }) => Promise<Page<Item>>

async function readAll<Item>(readPage: ReadPage<Item>, sort: string): Promise<Item[]> {
  const items: Item[] = []
  let cursor: string | undefined
  do {
    const page = await readPage({ sort, cursor })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor)
  return items
}

describe('paginate', () => {
  const ascending = rows.toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? '') || a.id - b.id)

  it.each([1, 2, 7, 23, 100])('gives every row once and in order, %i at a time', async (limit) => {
    const readTasks: ReadPage<Row> = async (page) => {
      const { items, nextCursor } = await paginate(tasks, { limit, ...page })
      expect(items.length).toBeLessThanOrEqual(limit)
      return { items, nextCursor }
    }

    expect(await readAll(readTasks, 'id')).toEqual(rows)
    expect(await readAll(readTasks, '-id')).toEqual(rows.toReversed())
    expect(await readAll(readTasks, 'dueAt')).toEqual(ascending)
    expect(await readAll(readTasks, '-dueAt')).toEqual(ascending.toReversed())
  })

  it('gives every row of a table whose key is several columns', async () => {
    const key = ['list', 'place'] as const
    const places = db.selectFrom('places').select(key)
    const sorted = await readAll((page) => paginate(places, { limit: 2, ...page }, key), 'list')

    expect(sorted).toEqual([1, 2, 3].flatMap((list) => [1, 2, 3].map((place) => ({ list, place }))))
    expect(await readAll((page) => paginate(places, { limit: 4, ...page }, key), '-list')).toEqual(sorted.toReversed())
  })

  it('refuses a cursor that it did not give for this sort', async () => {
    const { nextCursor } = await paginate(tasks, { limit: 2, sort: 'dueAt' })

    const forged = ['["-id",{},[1]]', '["-id",1,[]]', '["-id",1,[1,2]]'].map((json) => Buffer.from(json).toString('base64url'))
    for (const cursor of [nextCursor!, 'nonsense', '', ...forged]) {
      await expect(paginate(tasks, { limit: 2, sort: '-id', cursor })).rejects.toThrow('The cursor is not one')
    }
  })
})

describe('pageQuery', () => {
  const query = pageQuery('id', 'dueAt')

  it('reads limit and sort', () => {
    expect(query.parse({ limit: '5', sort: '-dueAt' })).toEqual({ limit: 5, sort: '-dueAt' })
    expect(query.parse({})).toEqual({ limit: 20, sort: '-id' })
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
