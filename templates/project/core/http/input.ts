import { isUtf8 } from 'node:buffer'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { BadRequestError, type Issue, ValidationError } from '../errors.ts'

// What is refused of any request, whatever it is for: to go on would take too long, or no database keeps it.

/** How many brackets, commas and texts one JSON may have, how deep, and how long a number. */
const limits = { parts: 10_000, depth: 64, digits: 500 }
export type JsonLimits = { parts: number }
const part = new RegExp(String.raw`"[^"\\]*(?:\\.[^"\\]*)*"?|[[{]|[\]}]|,|\d{${limits.digits}}`, 'gs')

/** Whatever its parameters are, but for a charset other than UTF-8. */
const jsonType = /^application\/([\w.-]+\+)?json(?= *(;|$))(?!.*; *charset=(?!"?utf-?8"? *(;|$)))/i

/**
 * Looks at a body before it is parsed: to parse much of little takes a hundred times longer.
 * @param given how much more it may hold than others
 */
export async function readJson({ req }: Context, { parts: most }: JsonLimits = limits): Promise<unknown> {
  if (!jsonType.test(req.header('Content-Type') ?? '')) {
    throw new HTTPException(415, { message: 'The body must be application/json in UTF-8' })
  }
  const bytes = Buffer.from(await req.arrayBuffer())
  if (!isUtf8(bytes)) throw new BadRequestError('The body is not UTF-8')
  const body = new TextDecoder().decode(bytes)

  let [parts, depth] = [0, 0]
  for (const [token] of body.matchAll(part)) {
    parts += 1
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (parts > most || depth > limits.depth || (token.length >= limits.digits && !token.startsWith('"'))) {
      throw new ValidationError([{ path: '', message: 'expected fewer values, less deep, and shorter numbers' }])
    }
  }
  try {
    return JSON.parse(body)
  } catch {
    throw new BadRequestError('The body is not JSON')
  }
}

/** Each parameter, and a list of all its values where it comes more than once. */
export function readQuery({ req }: Context): Record<string, string | string[]> {
  try {
    decodeURIComponent(req.url)
  } catch {
    // It would be taken for another text.
    throw new ValidationError([{ path: '', message: 'expected UTF-8' }])
  }
  return Object.fromEntries(Object.entries(req.queries()).map(([name, all]) => [name, all.length > 1 ? all : all[0]!]))
}

/** Refuses NUL, halves of characters, and numbers beyond all: not every database keeps them. */
export function checkStorable(value: unknown): void {
  const path = findUnstorable(value)
  if (path) throw new ValidationError(issuesOf([{ path, message: 'expected text without NUL and halves of characters' }]))
}

function findUnstorable(value: unknown): string[] | undefined {
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0') ? undefined : []
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : []
  if (typeof value !== 'object' || value === null) return undefined
  for (const [key, item] of Object.entries(value)) {
    const path = findUnstorable(key) ?? findUnstorable(item)
    if (path) return [key, ...path]
  }
  return undefined
}

const short = (text: string) => (text.length > 200 ? `${text.slice(0, 199)}…` : text)

/** What is wrong with a request: so much of it as somebody reads. */
export const issuesOf = (issues: readonly { path?: readonly unknown[] | undefined; message: string }[]): Issue[] =>
  issues.slice(0, 20).map(({ path = [], message }) => ({ path: short(path.map(String).join('.')), message: short(message) }))
