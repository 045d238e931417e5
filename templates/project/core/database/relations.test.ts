import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createTestDb } from '#tests/database.ts'
import { belongsTo, include, includeQuery } from './relations.ts'

const db = createTestDb()
const ids = Array.from({ length: 20 }, (_, index) => index + 1)

beforeAll(async () => {
  await sql`create table places (id integer primary key, secret integer)`.execute(db)
  await sql`insert into places values ${sql.join(ids.map((id) => sql`(${id}, ${id})`))}`.execute(db)
})
afterAll(() => db.destroy())

const relations = {
  place: belongsTo('places' as never, z.object({ id: z.int() }), 'placeId'),
  home: belongsTo('places' as never, z.object({ id: z.int() }), 'homeId', {
    scope: (home: number) => sql`id = ${home}`,
  }),
}

it('finds those that there are, in the order of the rows', async () => {
  const rows = [3, null, 1, 3, 99].map((placeId) => ({ placeId, homeId: 3 }))
  const found = await include(db, rows, relations, ['place', 'home', 'place'], 3)

  expect(found.map(({ place }) => place)).toEqual([{ id: 3 }, null, { id: 1 }, { id: 3 }, null])
  expect(found.map(({ home }) => home)).toEqual(rows.map(() => ({ id: 3 })))
  expect((await include(db, rows, relations, ['home'], 4)).map(({ home }) => home)).toEqual(rows.map(() => null))
  expect(await include(db, rows, relations, undefined, 3)).toEqual(rows)
  expect(await include(db, [], relations, ['place', 'home'], 3)).toEqual([])
})

it('asks once for many rows, by few statements', async () => {
  const executed = vi.spyOn(db.getExecutor(), 'executeQuery')
  for (const count of ids) {
    const rows = ids.slice(0, count).flatMap((placeId) => [{ placeId }, { placeId }])
    await include(db, rows, relations, ['place'], 1)
  }

  expect(executed).toHaveBeenCalledTimes(ids.length)
  expect(new Set(executed.mock.calls.map(([{ sql: text }]) => text)).size).toBe(6)
})

it.each<[unknown, string[] | undefined]>([
  ['place,home', ['place', 'home']],
  [['home', 'place'], ['home', 'place']],
  ['', undefined],
  ['place.id', undefined],
  ['place,', undefined],
  ['constructor', undefined],
  ['place,place,place', undefined],
])('reads ?include= as %j', (given, names) => {
  expect(includeQuery(relations).safeParse({ include: given }).data?.include).toEqual(names)
})
