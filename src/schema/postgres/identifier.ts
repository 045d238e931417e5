import { quoteText } from '../sql/quote-text.ts'
import { isKeyword } from './keywords.ts'

/** Whether a name means the same with and without quotes. */
export const isPlain = (name: string): boolean => /^[a-z_][a-z0-9_$]*$/.test(name) && !isKeyword(name)

/** A name in SQL, in quotes where it needs them. */
export const identifier = (name: string): string => (isPlain(name) ? name : quote(name))

/** A name in SQL, in quotes. */
export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`

/** Names in SQL, with commas between them. */
export const identifiers = (names: readonly string[]): string => names.map(identifier).join(', ')

/** A value in SQL. */
export function literal(value: string | number | bigint | boolean | null): string {
  if (value === null || Number.isNaN(value)) return 'null'
  if (typeof value === 'string') return quoteText(value)
  return String(value)
}
