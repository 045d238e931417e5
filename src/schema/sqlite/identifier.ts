import { quoteText } from '../sql/quote-text.ts'
import { isKeyword } from './keywords.ts'

/** Whether a name means the same with and without quotes. */
export const isPlain = (name: string): boolean =>
  /^[A-Za-z_\u0080-\uFEFE][\w$\u0080-\uFFFF]*$/.test(name) && !isKeyword(name.toLowerCase())

/** A name in SQL, in quotes where it needs them. */
export const identifier = (name: string): string => (isPlain(name) ? name : quote(name))

/** A name in SQL, in quotes. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** A value in SQL. A boolean is 1 or 0: SQLite has no other. */
export function literal(value: string | number | bigint | boolean | null | Uint8Array): string {
  if (value === null || Number.isNaN(value)) return 'null'
  if (typeof value === 'string') return quoteText(value)
  if (value instanceof Uint8Array) return `x'${Buffer.from(value).toString('hex')}'`
  if (value === Infinity || value === -Infinity) return value > 0 ? '9e999' : '-9e999'
  return String(typeof value === 'boolean' ? Number(value) : value)
}
