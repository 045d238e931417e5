import { gunzipSync } from 'node:zlib'
import { answerOf, type Document, faultsOf, type Operation, operationsOf } from './document.ts'
import type { Draft } from './requests.ts'
import { Reference } from './values.ts'

type Row = Record<string, unknown>
interface Sent {
  readonly method: string
  readonly path: string
  readonly init: RequestInit
  readonly body: string | Uint8Array | undefined
}
interface Answered {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}
interface Api {
  readonly document: Document
  readonly request: (path: string, init?: RequestInit) => Response | Promise<Response>
  /** What was logged since it was last asked. */
  readonly takeLog: () => string
}

const isOk = (status: number): boolean => status < 300
const collectionOf = ({ path }: Operation): string => path.replace(/\/\{.*/, '')

/** Sends requests to an API, and throws where an answer is not what its document says. */
export function openSession({ document, request, takeLog }: Api) {
  const operations = operationsOf(document)
  /** What was created, and not deleted since. */
  const rows = new Map<string, Row[]>()
  const rowsOf = (collection: string) => rows.get(collection) ?? rows.set(collection, []).get(collection)!
  const counts = { sent: 0, valid: 0, accepted: 0 }

  const nth = (collection: string, n: number): Row | undefined => {
    const all = rowsOf(collection)
    return all[n % all.length]
  }
  const bind = (value: unknown): unknown =>
    value instanceof Reference ? (nth(value.to, value.nth)?.['id'] ?? value.other) : value

  function prepare({ operation, method, id, other, query, headers, body, write }: Draft): Sent {
    const idOf = (name: string) => {
      const row = typeof id === 'string' ? { id } : (nth(collectionOf(operation), id) ?? other)
      return row[name] ?? row['id']
    }
    const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(idOf(name)))
    const json = JSON.stringify(body, (_, value) => bind(value))
    const sent = write ? write(json) : json
    const bare = sent === undefined || method === 'GET' || method === 'HEAD'
    const init = { method, headers, ...(!bare && { body: sent }) } as RequestInit
    return { method, path: query ? `${path}?${query}` : path, init, body: bare ? undefined : sent }
  }

  async function ask(path: string, init?: RequestInit): Promise<Answered> {
    counts.sent++
    const res = await request(path, init)
    const body = Buffer.from(await res.arrayBuffer())
    const text = res.headers.has('Content-Encoding') ? gunzipSync(body) : body
    return { status: res.status, headers: res.headers, text: text.toString() }
  }

  function remember(operation: Operation, draft: Draft, { status, headers, text }: Answered): void {
    const known = rowsOf(collectionOf(operation))
    if (status === 201 && headers.has('Location')) known.push(JSON.parse(text) as Row)
    const isGone = status === 404 || (status === 204 && operation.method === 'DELETE')
    if (isGone && typeof draft.id === 'number') known.splice(draft.id % known.length, 1)
  }

  /** What is wrong with an answer. */
  async function judge(
    draft: Draft,
    operation: Operation | undefined,
    sent: Sent,
    answered: Answered,
  ): Promise<string[]> {
    const { status, headers, text } = answered
    if (status >= 500) return [`a ${status}`]
    const faults = operation || status === 404 || status === 405 ? [] : ['neither documented nor refused']
    const answer = operation ? answerOf(document, operation, status) : document.components.responses['NotFound']
    if (!answer) return [`${status} is not documented`]

    const [type = '', { schema } = {}] = Object.entries(answer.content ?? {})[0] ?? []
    const isEmpty = !schema || sent.method === 'HEAD'
    if (isEmpty && text !== '') faults.push('a body that is not documented')
    const isText = type.startsWith('text/')
    if (schema && headers.get('Content-Type') !== (isText ? `${type}; charset=utf-8` : type))
      faults.push(`its type is ${headers.get('Content-Type')}`)
    if (!isEmpty && !isText) faults.push(...faultsOf(document, schema, JSON.parse(text)))

    if (!draft.broken && operation && !isExplained(operation, status)) faults.push('a valid request is refused')
    if (isOk(status) && operation && isWrong(draft, operation, sent)) faults.push('a wrong request is accepted')
    if (status === 400 && operation?.body && parse(sent.body) !== undefined) faults.push('it is JSON')
    const place = headers.get('Location')
    if (status === 201 && place !== null) {
      const found = await ask(place)
      if (found.text !== text) faults.push(`what it created is ${found.text}`)
    }
    const next = status === 200 && /"nextCursor":"([^"]+)"/.exec(text)?.[1]
    if (next && !draft.broken) {
      const page = await ask(`${sent.path}${draft.query ? '&' : '?'}cursor=${next}`)
      if (!isOk(page.status)) faults.push(`its next page is ${page.status} ${page.text}`)
    }
    return faults
  }

  const isWrong = (draft: Draft, { body }: Operation, sent: Sent): boolean => {
    if (draft.broken === 'id' || draft.broken === 'query' || draft.broken === 'header')
      return draft.operation.method === sent.method
    return body !== undefined && !isValid(body, parse(sent.body))
  }
  const isValid = (schema: object, value: unknown): boolean =>
    value !== undefined && isKept(JSON.stringify(value)) && faultsOf(document, schema, value).length === 0

  return {
    counts,
    async send(draft: Draft): Promise<void> {
      const sent = prepare(draft)
      const method = sent.method === 'HEAD' ? 'GET' : sent.method
      // Another method of `/products/batch` is one of `/products/{id}`.
      const own = operations.filter((one) => one.method === method)
      const operation =
        own.find(({ path }) => path === draft.operation.path) ??
        own.find(({ path }) => isAt(path, draft.operation.path))
      const answered = await ask(sent.path, sent.init)
      const faults = await judge(draft, operation, sent, answered)
      const log = takeLog()
      if (faults.length > 0)
        throw new Error(
          [describe(sent), ...faults, `${answered.status} ${answered.text.slice(0, 500)}`, log].join('\n'),
        )
      if (operation) remember(operation, draft, answered)
      // Of many rows, one may be in the way of another.
      if (draft.broken || Array.isArray(draft.body)) return
      counts.valid++
      if (isOk(answered.status)) counts.accepted++
    },
  }
}

/** Whether a path that is documented with parameters is meant by one without. */
const isAt = (documented: string, path: string): boolean =>
  !path.includes('{') &&
  new RegExp(`^${documented.replaceAll('.', String.raw`\.`).replaceAll(/\{\w+\}/g, '[^/]+')}$`).test(path)

function parse(body: Sent['body']): unknown {
  try {
    return JSON.parse(body as string)
  } catch {
    return undefined
  }
}

/** Whether every database can keep the texts of some JSON. */
const isKept = (json: string): boolean => !/\\u(0000|d[89a-f])/.test(json)

/** Whether what is stored may be why a valid request is refused. */
const isExplained = ({ method, path, body }: Operation, status: number): boolean =>
  isOk(status) ||
  (status === 404 && path.includes('{')) ||
  (status === 409 && (body !== undefined || method === 'DELETE'))

function describe({ method, path, init, body }: Sent): string {
  const shown = typeof body === 'string' ? body : body && `${Buffer.from(body).toString('hex')} (in hex)`
  return `${method} ${path} ${JSON.stringify(init.headers)} ${shown?.slice(0, 2_000) ?? ''}`
}
