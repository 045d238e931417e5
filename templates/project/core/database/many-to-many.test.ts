import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { createTestDb } from '#tests/database.ts'
import type { Id } from './id.ts'
import { linkedTo, manyToMany, setLinks } from './many-to-many.ts'
import { include } from './relations.ts'

const db = createTestDb()

beforeAll(async () => {
  // Both sides have a column that the table between has, too.
  await sql`create table tags (id integer primary key, post_id integer, secret integer)`.execute(db)
  await sql`create table post_tags (post_id integer, tag_id integer, primary key (post_id, tag_id))`.execute(db)
  await sql`insert into tags values (1, 9, 0), (2, 9, 0), (3, 9, 0)`.execute(db)
})
afterAll(() => db.destroy())

const Tag = z.object({ id: z.int(), postId: z.int() })
const links = { through: 'postTags' as never, from: 'postId', to: 'tagId' }
const tags = manyToMany('tags' as never, Tag, links)
/** What somebody is shown who may see the tags up to one. */
const upTo = manyToMany('tags' as never, Tag, { ...links, scope: (last: number) => sql<boolean>`id <= ${last}` })

/** As ids of a project, of whatever kind those are. */
const ids = (...numbers: number[]) => numbers as unknown as Id[]
const [one, two, three] = ids(1, 2, 3) as [Id, Id, Id]
const posts = [{ id: 1 }, { id: 2 }, { id: 3 }]
const tagsOf = async (relation: typeof upTo, caller = 0) =>
  (await include(db, posts, { tags: relation }, ['tags'], caller)).map((post) => [
    post.tags?.map(({ id }) => id),
    post.tagsTruncated,
  ])

it('gives each those that it is linked with, in their order, and says where there are more', async () => {
  await setLinks(db, tags, one, ids(3, 1, 2, 1))
  await setLinks(db, tags, two, ids(2))

  const others = [
    [[2], undefined],
    [[], undefined],
  ]
  expect(await tagsOf(tags)).toEqual([[[1, 2, 3], undefined], ...others])
  expect(await tagsOf(manyToMany('tags' as never, Tag, { ...links, limit: 2 }))).toEqual([[[1, 2], true], ...others])
  const [post] = await include(db, [{ id: 2 }], { tags }, ['tags'])
  expect(post).toEqual({ id: 2, tags: [{ id: 2, postId: 9 }] })
})

it('sets those alone that are given, and refuses what is not there by its place', async () => {
  await setLinks(db, tags, three, ids(1, 2))
  await setLinks(db, tags, three, ids(2, 3))
  await expect(setLinks(db, tags, three, ids(2, 99, 1, 98))).rejects.toMatchObject({
    issues: [{ path: 'tagIds.1' }, { path: 'tagIds.3' }],
  })

  expect((await tagsOf(tags))[2]).toEqual([[2, 3], undefined])
  expect(await linkedTo(db, tags, three).orderBy('postId').execute()).toEqual([{ postId: 1 }, { postId: 3 }])
  await setLinks(db, tags, three, ids())
  expect((await tagsOf(tags))[2]).toEqual([[], undefined])
})

it('shows, sets and finds those alone that whoever asks may see', async () => {
  await setLinks(db, upTo, three, ids(1, 2, 3), 3)
  expect((await tagsOf(upTo, 2))[2]).toEqual([[1, 2], undefined])

  await setLinks(db, upTo, three, ids(1), 2)
  await expect(setLinks(db, upTo, three, ids(3), 2)).rejects.toMatchObject({ issues: [{ path: 'tagIds.0' }] })
  expect((await tagsOf(tags))[2]).toEqual([[1, 3], undefined])
  expect(await linkedTo(db, upTo, three, 2).execute()).toEqual([])
  // @ts-expect-error who asks is missing
  expect(() => linkedTo(db, upTo, three)).not.toThrow()
})
