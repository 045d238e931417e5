import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDb } from '#tests/database.ts'
import { ConflictError } from '../errors.ts'
import { createEach, hasMany, partsOf } from './has-many.ts'
import { include, withRelations } from './relations.ts'

const db = createTestDb()

beforeAll(async () => {
  await sql`create table parts (id integer primary key, whole_id integer, secret integer)`.execute(db)
  const parts = [1, 1, 2, 1, 1].map((whole, index) => sql`(${index + 1}, ${whole}, 0)`)
  await sql`insert into parts values ${sql.join(parts)}`.execute(db)
})
afterAll(() => db.destroy())

const Part = z.object({ id: z.int(), wholeId: z.int() })
const wholes = [{ id: 1 }, { id: 2 }, { id: 3 }]
const answered = async (relation: ReturnType<typeof hasMany<typeof Part, number>>) =>
  (await include(db, wholes, { parts: relation }, ['parts'], 4)).map(({ parts, partsTruncated }) => {
    return [parts?.map(({ id }) => id), partsTruncated]
  })

it('gives each those that refer to it, in their order, and says where there are more', async () => {
  const all = [[[1, 2, 4, 5], undefined], [[3], undefined], [[], undefined]]
  expect(await answered(hasMany('parts' as never, Part, 'wholeId', { limit: 4 }))).toEqual(all)
  expect(await include(db, [], { parts: hasMany('parts' as never, Part, 'wholeId') }, ['parts'])).toEqual([])
  expect(await answered(hasMany('parts' as never, Part, 'wholeId', { limit: 3 }))).toEqual([[[1, 2, 4], true], ...all.slice(1)])
})

it('gives those alone that whoever asks may see', async () => {
  const scope = (last: number) => sql<boolean>`id = ${last}`
  const scoped = await answered(hasMany('parts' as never, Part, 'wholeId', { scope, limit: 1 }))
  expect(scoped).toEqual([[[4], undefined], [[], undefined], [[], undefined]])
})

it('is documented, and that there may be more', () => {
  const Whole = withRelations(z.object({ id: z.int() }), { parts: hasMany('parts' as never, Part, 'wholeId', { limit: 1 }) })
  const part = { id: 1, wholeId: 1 }
  expect(Whole.safeParse({ id: 1, parts: [part], partsTruncated: true }).success).toBe(true)
  expect(Whole.safeParse({ id: 1, parts: [part, part] }).success).toBe(false)
})

it('takes as many parts as it answers, and says which one is refused', async () => {
  expect(partsOf(Part).parse(undefined)).toEqual([])
  expect(partsOf(Part).safeParse(Array.from({ length: 101 }, () => ({ id: 1, wholeId: 1 }))).success).toBe(false)

  const created: number[] = []
  const creating = createEach('parts', [1, 2, 3], async (part) => {
    if (part === 2) throw new ConflictError('Taken', [{ path: 'name', message: 'Taken' }])
    created.push(part)
  })
  await expect(creating).rejects.toMatchObject({ issues: [{ path: 'parts.1.name' }] })
  expect(created).toEqual([1])
})
