import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { ConflictError } from '#core/errors.ts'
import { onError } from '#core/http/problem.ts'
import { createRouter } from '#core/http/router.ts'
import { json, setupApp } from '#tests/support.ts'
import { idempotent } from './idempotent.ts'
import { hash, sweepKeys, takeKey } from './services.ts'

const { db } = setupApp()

/** What the handler writes: keys of its own, as there is no other table. */
const written = async (mark: string) => {
  const rows = db.selectFrom('idempotencyKeys').select('scope').where('fingerprint', '=', hash(mark))
  return (await rows.execute()).length
}

const state: { fails?: 'thrown' | 'answered' | undefined; user?: { id: string } } = {}
const app = createRouter()
  .onError(onError({ error() {} } as never, false))
  .use(async (c, next) => {
    c.set('db', db)
    c.set('user' as never, state.user as never)
    await next()
  })
  .post('/:mark', idempotent, async (c) => {
    const { mark } = c.req.param()
    await takeKey(c.var.db, randomUUID(), hash(mark))
    if (state.fails === 'thrown') throw new ConflictError('No')
    if (state.fails === 'answered') return c.json({ done: false }, 409)
    c.header('Location', `/${mark}/1`)
    c.header('ETag', '"1"')
    return c.json({ id: randomUUID() }, 201)
  })

const post = async (mark: string, key: string | undefined, body: unknown = { a: 1 }) => {
  const res = await app.request(`/${mark}`, json('POST', body, key === undefined ? {} : { 'Idempotency-Key': key }))
  const { status, headers } = res
  const names = ['Content-Type', 'Location', 'ETag', 'Idempotent-Replayed']
  return { status, headers: names.map((name) => headers.get(name)), body: await res.json() }
}

it('answers again what it answered, and does it once', async () => {
  const mark = randomUUID()
  const first = await post(mark, 'again')
  const second = await post(mark, 'again')

  expect(first.headers).toEqual(['application/json', `/${mark}/1`, '"1"', null])
  expect(second).toEqual({ ...first, headers: [...first.headers.slice(0, 3), 'true'] })
  expect(await written(mark)).toBe(1)
})

it('does as often as it is sent what has no key, or others', async () => {
  const mark = randomUUID()
  for (const key of [undefined, undefined, 'one', 'other']) expect((await post(mark, key)).status).toBe(201)
  expect(await written(mark)).toBe(4)
})

it('does once what twenty send at once', async () => {
  const mark = randomUUID()
  const all = await Promise.all(Array.from({ length: 20 }, () => post(mark, 'at-once')))

  expect(all.map(({ status }) => status)).toEqual(Array<number>(20).fill(201))
  expect(new Set(all.map(({ body }) => body.id)).size).toBe(1)
  expect(await written(mark)).toBe(1)
})

it('answers 422 to another body with the key', async () => {
  const mark = randomUUID()
  await post(mark, 'other-body')
  const { status, body } = await post(mark, 'other-body', { a: 2 })

  expect([status, body.issues[0].path]).toEqual([422, 'Idempotency-Key'])
  expect(await written(mark)).toBe(1)
})

it.each(['thrown', 'answered'] as const)('leaves nothing of what fails, whether that is thrown or answered: %s', async (fails) => {
  const mark = randomUUID()
  state.fails = fails
  expect((await post(mark, 'fails')).status).toBe(409)
  state.fails = undefined
  expect(await written(mark)).toBe(0)

  expect(await post(mark, 'fails')).toMatchObject({ status: 201, headers: [expect.anything(), `/${mark}/1`, '"1"', null] })
  expect(await written(mark)).toBe(1)
})

it('is of whoever asks, and of the route', async () => {
  const [mark, other] = [randomUUID(), randomUUID()]
  const first = await post(mark, 'whose')
  state.user = { id: randomUUID() }
  const theirs = await post(mark, 'whose')
  delete state.user

  expect(theirs.body).not.toEqual(first.body)
  expect((await post(other, 'whose')).headers.at(-1)).toBeNull()
  expect(await written(mark)).toBe(2)
})

it.each(['', 'a b', 'ä', 'x'.repeat(256)])('answers 422 to the key %j', async (key) => {
  expect((await post(randomUUID(), key)).status).toBe(422)
})

it('forgets after a day', async () => {
  const mark = randomUUID()
  await post(mark, 'forgotten')
  await sweepKeys(db)
  expect((await post(mark, 'forgotten')).headers.at(-1)).toBe('true')

  await sweepKeys(db, Date.now() + 86_400_000 + 60_000)
  expect((await post(mark, 'forgotten')).headers.at(-1)).toBeNull()
})
