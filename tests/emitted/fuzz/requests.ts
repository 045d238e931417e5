import type { Schema } from '@cfworker/json-schema'
import fc from 'fast-check'
import { type Document, type Operation, operationsOf, resolve } from './document.ts'
import * as garbage from './garbage.ts'
import { valid } from './values.ts'

type Fields = Record<string, unknown>

/** A request before its ids are known: those of rows that are there when it is sent. */
export interface Draft {
  readonly operation: Operation
  /** What is wrong with it, if anything is. */
  readonly broken?: string
  readonly method: string
  /** Which of the rows there are; or an id as it stands in the path. */
  readonly id: number | string
  /** What stands in the path where there is no row. */
  readonly other: Record<string, unknown>
  readonly query: string
  readonly headers: Record<string, string>
  readonly body?: unknown
  /** In place of the body as JSON. */
  readonly write?: (json: string) => string | Uint8Array<ArrayBuffer>
}

/** Requests to every operation of a document: valid, and broken by one thing. */
export function requests(document: Document): fc.Arbitrary<Draft> {
  return fc.oneof(
    ...operationsOf(document).map((operation) => {
      const unbroken = { arbitrary: fc.constant((good: Draft) => good), weight: 4 }
      const change = fc.oneof(unbroken, ...breaks(document, operation))
      const arbitrary = fc.tuple(draft(document, operation), change).map(([good, one]) => one(good))
      return { arbitrary, weight: operation.body && operation.body.type !== 'array' ? 6 : 2 }
    }),
  )
}

function draft(document: Document, operation: Operation): fc.Arbitrary<Draft> {
  const { method, parameters = [], body } = operation
  const valuesIn = (place: 'path' | 'query') => {
    const chosen = parameters.filter((parameter) => parameter.in === place && parameter.name !== 'cursor')
    return Object.fromEntries(chosen.map(({ name, schema }) => [name, valid(document, schema)]))
  }
  return fc.record({
    operation: fc.constant(operation),
    method: fc.constant(method),
    id: fc.nat(99),
    other: fc.record(valuesIn('path')),
    query: fc.record(valuesIn('query'), { requiredKeys: [] }).map((chosen) => {
      const each = Object.entries(chosen).flatMap(([name, value]) =>
        [value].flat().map((one): [string, string] => [name, String(one)]),
      )
      return new URLSearchParams(each).toString()
    }),
    headers: fc.constant({
      ...(body && { 'Content-Type': 'application/json' }),
      ...(isConditional(operation) && { 'If-Match': '*' }),
    } as Record<string, string>),
    body: body ? valid(document, body) : fc.constant(undefined),
  })
}

type Break = (good: Draft) => Draft

/** One of some values, and what it does to a request. */
const some = <Value>(values: readonly Value[], change: (value: Value) => Break, weight = 1) => ({
  arbitrary: fc.constantFrom(...values).map(change),
  weight,
})

/** The ways in which a request may be broken, where an operation takes what they break. */
function breaks(document: Document, operation: Operation) {
  const places = new Set(operation.parameters?.map((parameter) => parameter.in))
  const fields = operation.body ? resolve(document, operation.body).properties : undefined
  return [
    some(methods, (method) => (good) => ({ ...good, method, broken: 'method' })),
    some(garbage.headers, (headers) => (good) => ({ ...good, headers: { ...good.headers, ...headers } })),
    ...(places.has('path') ? [some(garbage.ids, (id) => (good) => ({ ...good, id, broken: 'id' }))] : []),
    ...(places.has('query') ? queryBreaks : []),
    ...(isConditional(operation) ? tagBreaks : []),
    ...(fields ? [...bodyBreaks, ...fieldBreaks(document, fields)] : []),
  ]
}

const methods = ['PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'QUERY']
const queryBreaks = [
  some(garbage.parameters, (query) => (good) => ({ ...good, query, broken: 'query' })),
  some(garbage.cursors, (query) => (good) => ({ ...good, query, broken: 'cursor' })),
]

const header =
  (name: string) =>
  (value: string): Break =>
  (good) => ({ ...good, headers: { ...good.headers, [name]: value }, broken: 'header' })

const isConditional = ({ parameters = [] }: Operation): boolean => parameters.some(({ name }) => name === 'If-Match')
const tagBreaks = [
  some(['"1"', '"2", "3"'], (tag) => (good) => ({
    ...good,
    headers: { ...good.headers, 'If-Match': tag },
    broken: 'tag',
  })),
  some(garbage.tags, (tag) => header('If-Match')(tag)),
  some(['If-Match'], (name) => (good) => {
    const { [name]: _, ...headers } = good.headers
    return { ...good, headers, broken: 'header' }
  }),
]

const bodyBreaks = [
  some(garbage.values, (body) => (good) => ({ ...good, body, broken: 'body' })),
  some(garbage.broken, (write) => (good) => ({ ...good, write, broken: 'JSON' })),
  some(garbage.contentTypes, header('Content-Type')),
  some(garbage.contentEncodings, header('Content-Encoding')),
]

function fieldBreaks(document: Document, fields: NonNullable<Schema['properties']>) {
  const names = Object.keys(fields)
  const set =
    (name: string, value: unknown): Break =>
    (good) => ({
      ...good,
      body: Object.fromEntries([...Object.entries(good.body as Fields), [name, value]]),
      broken: 'field',
    })
  const replace =
    (name: string, token: string): Break =>
    (good) => ({
      ...set(name, 'TOKEN')(good),
      write: (json) => json.replace('"TOKEN"', token),
    })
  const name = fc.constantFrom(...names)
  const value = fc.constantFrom(...garbage.values)
  const edge = names.flatMap((one) => edges(document, fields[one] as Schema).map((at) => [one, at] as const))
  return [
    { arbitrary: fc.tuple(name, value).map((pair) => set(...pair)), weight: 10 },
    some(edge, (pair) => set(...pair), 2),
    { arbitrary: fc.tuple(name, fc.constantFrom(...garbage.tokens)).map((pair) => replace(...pair)), weight: 1 },
    { arbitrary: fc.tuple(fc.constantFrom(...garbage.extraFields), value).map((pair) => set(...pair)), weight: 1 },
    some(names, (left) => (good) => {
      const { [left]: _, ...body } = good.body as Fields
      return { ...good, body, broken: 'field' }
    }),
  ]
}

/** What is just inside and just outside of the bounds of a schema. */
function edges(document: Document, given: Schema): unknown[] {
  const { anyOf = [], minimum, maximum, minLength, maxLength } = resolve(document, given)
  return [
    null,
    ...[minimum, maximum].flatMap((bound) => (bound === undefined ? [] : [bound - 1, bound, bound + 1])),
    ...[minLength, maxLength].flatMap((length) =>
      length ? [length - 1, length, length + 1].map((n) => 'x'.repeat(n)) : [],
    ),
    ...anyOf.flatMap((schema) => edges(document, schema)),
  ]
}
