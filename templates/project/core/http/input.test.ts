import { describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { createRouter, validate } from './router.ts'
import { onError } from './problem.ts'

const logger = { error() {} } as never
const app = createRouter()
  .onError(onError(logger, false))
  .post('/', validate('json', z.unknown()), (c) => c.json(c.req.valid('json')))
  .post('/strict', validate('json', z.strictObject({ a: z.array(z.string()).optional() })), (c) => c.body(null))
  .get('/', validate('query', z.object({ name: z.string() })), (c) => c.json(c.req.valid('query')))

const send = (body: BodyInit, path: string) =>
  app.request(path, { method: 'POST', body, headers: { 'Content-Type': 'application/json' } })
const post = async (body: BodyInit, path = '/') => {
  const res = await send(body, path)
  return { status: res.status, issues: (await res.json()).issues ?? [] }
}
const many = (count: number, text: string) => Array.from({ length: count }, () => text).join(',')

describe('a body', () => {
  it.each([
    ['text that only looks like a lot', JSON.stringify({ a: '[{,'.repeat(5_000), b: '\\"'.repeat(5_000) })],
    ['characters of two halves', '["\\ud83d\\ude00","😀"]'],
    ['text about NUL', '["\\\\u0000"]'],
    ['little, as deep as may be', `${'['.repeat(64)}${']'.repeat(64)}`],
    ['as much as is read', `[${many(4_999, '1')}]`],
  ])('may hold %s', async (_, body) => {
    expect((await post(body)).status).toBe(200)
  })

  it.each([
    ['NUL', '{"a":["\\u0000"]}', 'a.0'],
    ['half of a character', '{"a":{"b":"\\ud800"}}', 'a.b'],
    ['such a key', '{"a":{"\\udc00":1}}', 'a.\udc00'],
    ['a number beyond all', '{"a":1e999}', 'a'],
  ])('may not hold %s', async (_, body, path) => {
    expect(await post(body)).toEqual({ status: 422, issues: [{ path, message: expect.any(String) }] })
  })

  it.each([
    ['many objects', `[${many(300_000, '{}')}]`],
    ['many keys', `{${many(90_000, '"k":1')}}`],
    ['many texts', `[${many(300_000, '""')}]`],
    ['a number without end', `[${'1'.repeat(1_000_000)}]`],
    ['arrays in arrays', '['.repeat(500_000)],
    ['objects in objects', '{"a":'.repeat(200_000)],
    ['little, but too deep', `${'['.repeat(65)}${']'.repeat(65)}`],
    ['nothing but a long number', '1'.repeat(500)],
  ])('is not even parsed where it holds %s', async (_, body) => {
    using parse = vi.spyOn(JSON, 'parse')
    expect((await send(body, '/')).status).toBe(422)
    expect(parse).not.toHaveBeenCalled()
  })

  it('is refused where it is no UTF-8', async () => {
    expect((await post(Buffer.from([0x22, 0xff, 0x22]))).status).toBe(400)
  })

  it('is told of no more than somebody reads', async () => {
    const wrong = await post(JSON.stringify({ a: Array.from({ length: 1_000 }, () => 1) }), '/strict')
    expect(wrong.issues).toHaveLength(20)
    const unknown = await post(`{"${'x'.repeat(100_000)}":1}`, '/strict')
    expect(JSON.stringify(unknown.issues).length).toBeLessThan(500)
  })
})

describe('a query', () => {
  it.each(['%00', 'a%00b', '%FF', '%C3', '%ED%A0%80', '%', 'a&name=b'])('may not have ?name=%s', async (text) => {
    expect((await app.request(`/?name=${text}`)).status).toBe(422)
  })

  it('may have any other text', async () => {
    const name = 'Ä 😀+&%'
    expect(await (await app.request(`/?name=${encodeURIComponent(name)}`)).json()).toEqual({ name })
  })
})

