import { STATUS_CODES } from 'node:http'
import type { Hono } from 'hono'
import { generateSpecs } from 'hono-openapi'
import { type Env, problemAnswer } from './router.ts'
<%~ slot('openapi.imports') %>

type Operation = {
  parameters?: { in: string }[]
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
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item as Record<string, Operation>)) {
      operation.tags ??= [<%= unprefixed %>.split('/')[1]!]
      <%~ slot('openapi.operation') %>
      for (const status of problemsOf(method, operation)) {
        operation.responses[status] ??= { $ref: `#/components/responses/${nameOf(status)}` }
      }
    }
  }
  return document
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
