import { isUtf8 } from 'node:buffer'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { BadRequestError, type Issue, ValidationError } from './errors.ts'

// What is refused of any request, whatever it is for: to go on would take too long, or no database keeps it.

/** How many brackets, commas and texts one JSON may have, how deep, and how long a number. */
const limits = { parts: 10_000, depth: 64, digits: 500 }
const part = new RegExp(String.raw`"[^"\\]*(?:\\.[^"\\]*)*"?|[[{]|[\]}]|,|\d{${limits.digits}}`, 'gs')

/** Whatever its parameters are, but for a charset other than UTF-8. */
const jsonType = /^application\/([\w.-]+\+)?json(?= *(;|$))(?!.*; *charset=(?!"?utf-?8"? *(;|$)))/i

/** Looks at a body before it is read: to read much of little takes a hundred times longer. */
export async function checkBody({ req }: Context): Promise<void> {
  if (!jsonType.test(req.header('Content-Type') ?? '')) {
    throw new HTTPException(415, { message: 'The body must be application/json in UTF-8' })
  }
  const bytes = Buffer.from(await req.arrayBuffer())
  if (!isUtf8(bytes)) throw new BadRequestError('The body is not UTF-8')

  let [parts, depth] = [0, 0]
  for (const [token] of bytes.toString().matchAll(part)) {
    parts += 1
    if (token === '{' || token === '[') depth += 1
    if (token === '}' || token === ']') depth -= 1
    if (parts > limits.parts || depth > limits.depth || (token.length >= limits.digits && !token.startsWith('"'))) {
      throw new ValidationError([{ path: '', message: 'expected fewer values, less deep, and shorter numbers' }])
    }
  }
}

/** Looks at a query before it is read: what is no UTF-8 would be taken for another text. */
export function checkQuery({ req }: Context): void {
  try {
    decodeURIComponent(req.url)
  } catch {
    throw new ValidationError([{ path: '', message: 'expected UTF-8' }])
  }
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

const short = (text: string) => (text.length > 200 ? `${text.slice(0, 200)}…` : text)

/** What is wrong with a request: so much of it as somebody reads. */
export const issuesOf = (issues: readonly { path?: readonly unknown[] | undefined; message: string }[]): Issue[] =>
  issues.slice(0, 20).map(({ path = [], message }) => ({ path: short(path.map(String).join('.')), message: short(message) }))
