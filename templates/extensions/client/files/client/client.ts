// Types alone, by an ending that every bundler takes.
import type { Operations, Problem } from './api.js'

type More = {
  signal?: AbortSignal
  /** Sees what was answered before it is read: `({ headers }) => …`. */
  onAnswer?: (answer: Response) => void
}
type Sent = More & { path?: object; query?: object; headers?: object; body?: unknown }
type Send<Name extends keyof Operations> = Operations[Name]['send'] & More
type Given<Name extends keyof Operations> = {} extends Operations[Name]['send'] ? [send?: Send<Name>] : [send: Send<Name>]
type Options = {
  /** What goes with each request: `{ Authorization: `Bearer ${token}` }`. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>
  fetch?: (url: string, init: RequestInit) => Promise<Response>
}

/** What the API answers when it does not do what it was asked. */
export class ApiError extends Error {
  readonly problem: Problem
  readonly headers: Headers

  constructor(problem: Problem, headers: Headers) {
    super(problem.detail ?? problem.title)
    this.problem = problem
    this.headers = headers
  }
}

/**
 * A function that asks the API: `await api('GET /health')`. It throws an ApiError for what is not done, and what `fetch` throws
 * when there is no answer.
 */
export function createClient(baseUrl: string, { headers = () => ({}), fetch: send = fetch }: Options = {}) {
  return async <Name extends keyof Operations>(name: Name, ...[given]: Given<Name>): Promise<Operations[Name]['answer']> => {
    const { body, signal, onAnswer, ...sent }: Sent = given ?? {}
    const init: RequestInit = { method: name.split(' ', 1)[0]!, headers: { ...(await headers()), ...sent.headers } }
    if (signal) init.signal = signal
    if (body !== undefined) {
      init.body = JSON.stringify(body)
      init.headers = { 'Content-Type': 'application/json', ...init.headers }
    }
    const answer = await send(baseUrl + urlOf(name, sent), init)
    onAnswer?.(answer)
    const content = await read(answer)
    if (!answer.ok) throw new ApiError((content as Problem | undefined) ?? unknownProblem(answer), answer.headers)
    return content as Operations[Name]['answer']
  }
}

function urlOf(name: string, { path = {}, query = {} }: Sent): string {
  const values = Object.fromEntries(Object.entries(path))
  const filled = name.replace(/^\w+ /, '').replaceAll(/\{(\w+)\}/g, (_, key: string) => encodeURIComponent(values[key]))
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => [value ?? []].flat().map((one) => [key, String(one)])),
  )
  return search.size > 0 ? `${filled}?${search}` : filled
}

async function read(answer: Response): Promise<unknown> {
  const type = answer.headers.get('Content-Type') ?? ''
  if (/\bjson\b/.test(type)) return await answer.json()
  return type.startsWith('text/') && answer.ok ? await answer.text() : undefined
}

/** Of what stands between: a proxy that found no server, say. */
const unknownProblem = ({ status, statusText }: Response): Problem => ({
  type: 'about:blank',
  title: statusText || `HTTP ${status}`,
  status,
  requestId: '',
})
