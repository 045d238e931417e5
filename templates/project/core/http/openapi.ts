import { STATUS_CODES } from 'node:http'
import type { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { type Env, problemAnswer } from './router.ts'
<%~ slot('openapi.imports') %>

type Operation = {
  summary?: string
  description?: string
  security?: object[]
  parameters?: { in: string; name: string }[]
  requestBody?: object
  responses: Record<string, object>
  tags?: string[]
}

/** The API's OpenAPI document: what each operation says of itself, and the problems that follow from what it takes. */
export async function describeApi(app: Hono<Env>, title: string) {
  const document = await generateSpecs(app, {
    documentation: { info: { title, version: '1', description: '' }, servers: [{ url: '/' }], security: [], components: { responses: problems,
      <%~ slot('openapi.components') %>
    } },
    defaultValidationErrorResponse: false,
    // `/orders.csv` is none.
    excludeStaticFile: false,
  })
  const summaries: Record<string, string[]> = {}
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      operation.tags ??= [<%= unprefixed %>.split('/')[1]!]
      operation.description ??= describe(method, operation)
      operation.security = distinct(operation.security ?? [])
      for (const tag of operation.tags) (summaries[tag] ??= []).push(operation.summary ?? `${method} ${path}`)
      <%~ slot('openapi.operation') %>
      for (const status of problemsOf(method, operation)) {
        operation.responses[status] ??= { $ref: `#/components/responses/${nameOf(status)}` }
      }
    }
  }
  document.tags = Object.entries(summaries).map(([name, all]) => ({ name, description: `${all.join('. ')}.` }))
  return document
}

/** Each part of an operation that validates or guards brings what those before it brought. */
const distinct = (ways: object[]): object[] => [...new Map(ways.map((way) => [JSON.stringify(way), way])).values()]

/** What is so of every operation of its kind. */
function describe(method: string, { summary = '', parameters = [] }: Operation): string {
  const takes = (parameter: string) => parameters.some(({ name }) => name === parameter)
  const sentences = [
    `${summary}.`,
    takes('cursor') && 'A page at a time: its `nextCursor` is the `cursor` of the next, and null on the last.',
    takes('include') && 'What is related to a row comes with it where `include` names that.',
    method === 'patch' && 'What is left out stays as it is.',
  ]
  return sentences.filter(Boolean).join(' ')
}

const nameOf = (status: number) => STATUS_CODES[status]!.replaceAll(' ', '')
const problems = Object.fromEntries(
  [
    400, 401, 403, 404, 409, 413, 415, 422, 429,
    <%~ slot('openapi.statuses') %>
    500, 503,
  ].map((status) => [nameOf(status), problemAnswer(STATUS_CODES[status]!)]),
)

function problemsOf(method: string, { parameters = [], requestBody }: Operation): number[] {
  const places = new Set(parameters.map((parameter) => parameter.in))
  return [
    ...(requestBody ? [400, 409, 413, 415, 422] : []),
    ...(places.has('query') ? [400, 422] : []),
    ...(places.has('path') ? [404, 422] : []),
    ...(method === 'delete' ? [409] : []),
    500,
    503,
  ]
}
