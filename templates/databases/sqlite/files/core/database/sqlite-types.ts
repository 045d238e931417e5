import type { SQLInputValue } from 'node:sqlite'

/** How values come back from a column, by its declared type; nothing where it gives them as they are. */
export function decoderOf(type: string | null): ((value: unknown) => unknown) | undefined {
  if (type === 'boolean') return (value) => (value === null ? null : value === 1n)
  if (type === 'json') return (value) => (typeof value === 'string' ? JSON.parse(value) : value)
  return type === 'text' || type === 'real' ? undefined : toNumber
}

/** A whole number, as text where a number is not exact. (Asked for numbers, SQLite would give none of the rows.) */
function toNumber(value: unknown): unknown {
  if (typeof value !== 'bigint') return value
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

/** What is bound: booleans as numbers, objects and arrays as JSON. */
export function encode(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return Number(value)
  const plain = typeof value !== 'object' || value === null || value instanceof Uint8Array
  return plain ? (value as SQLInputValue) : JSON.stringify(value)
}
