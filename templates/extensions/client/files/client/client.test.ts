import { readFile } from 'node:fs/promises'
import { expect, it } from 'vitest'
import { setupApp } from '#tests/support.ts'
import { clientFiles, printTypes } from '../scripts/client-types.ts'
import { ApiError, createClient } from './client.ts'

const { app } = setupApp()
const api = createClient('http://localhost', { fetch: async (url, init) => await app.request(url, init) })

/** A client of operations that there are none of, and the requests that it sends. */
function clientOf(answer: () => Response) {
  const sent: [url: string, init: RequestInit][] = []
  const fetch = async (...request: [string, RequestInit]) => {
    sent.push(request)
    return answer()
  }
  const client = createClient('https://api.example', { fetch, headers: () => ({ Authorization: 'Bearer x' }) })
  return { sent, ask: client as unknown as (name: string, send?: object) => Promise<unknown> }
}

it('is in step with the API', async () => {
  for (const [file, text] of Object.entries(await clientFiles(app))) {
    const written = await readFile(file, 'utf8').catch(() => undefined)
    expect(written === text, `${file} is not what the API is now: <%= run %> client`).toBe(true)
  }
})

it('gives what the API answers', async () => {
  expect(await api('GET /health')).toEqual({ status: 'ok' })
})

it('throws the problem that the API answers', async () => {
  const failed = api('GET /nowhere' as 'GET /health')
  await expect(failed).rejects.toBeInstanceOf(ApiError)
  await expect(failed).rejects.toMatchObject({ message: 'No such route', problem: { status: 404 } })
})

it('throws a problem where something else answered', async () => {
  const { ask } = clientOf(() => new Response('<h1>Bad Gateway</h1>', { status: 502 }))
  await expect(ask('GET /orders')).rejects.toMatchObject({ problem: { status: 502, title: 'HTTP 502' } })
})

it('fills in paths, repeats what a query has several of, and sends JSON', async () => {
  const { ask, sent } = clientOf(() => new Response(null, { status: 204 }))
  const send = { path: { id: 'a/b' }, query: { tag: [1, 2], limit: undefined }, headers: { 'If-Match': '"1"' }, body: { a: 1 } }

  expect(await ask('PUT /orders/{id}', send)).toBeUndefined()
  expect(sent).toEqual([
    [
      'https://api.example/orders/a%2Fb?tag=1&tag=2',
      {
        method: 'PUT',
        headers: { Authorization: 'Bearer x', 'Content-Type': 'application/json', 'If-Match': '"1"' },
        body: '{"a":1}',
      },
    ],
  ])
})

it('shows the headers of an answer', async () => {
  const { ask } = clientOf(() => Response.json({ version: 2 }, { headers: { ETag: '"2"' } }))
  let tag: string | null = ''
  await ask('GET /orders/{id}', { path: { id: 1 }, onAnswer: ({ headers }: Response) => void (tag = headers.get('ETag')) })

  expect(tag).toBe('"2"')
})

it('prints a type for each schema, and what operations take and give', () => {
  const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } }
  const status = { name: 'status', in: 'query', schema: { type: 'array', items: { enum: ['open', 'paid'] } } }
  const body = { content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } } }
  const order = {
    type: 'object',
    properties: {
      total: { type: 'integer' },
      note: { anyOf: [{ type: 'string' }, { type: 'null' }] },
      more: { type: ['object', 'array'], items: {} },
      rates: { type: 'object', additionalProperties: { type: 'number' } },
    },
    required: ['total'],
  }
  const responses = { 200: body, 204: {}, 404: {} }
  const put = { summary: 'Put an order', parameters: [id, status], requestBody: body, responses }
  const get = { summary: 'Go elsewhere', responses: { 302: {} } }

  expect(printTypes({ paths: { '/orders/{id}': { put, get } }, components: { schemas: { Order: order } } })).toBe(`// Written by \`<%= run %> client\`.

export type Order = { "total": number; "note"?: string | null; "more"?: { [key: string]: unknown } | (unknown)[]; "rates"?: { [key: string]: number } }

export type Operations = {
/** Put an order */
'PUT /orders/{id}': { send: { path: { "id": number }; query?: { "status"?: ("open" | "paid")[] }; body: Order }; answer: Order | undefined }
/** Go elsewhere */
'GET /orders/{id}': { send: {  }; answer: undefined }
}
`)
})
