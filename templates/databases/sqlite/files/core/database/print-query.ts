import type { CompiledQuery } from 'kysely'
import { encode } from './sqlite-types.ts'

/** A query as one would type it: its values in their places. */
export function printQuery({ sql, parameters }: CompiledQuery): string {
  const values = parameters.map(toLiteral)
  // A question mark inside quotes or a comment is none: those are matched whole.
  const text = sql.replaceAll(/'[^']*'|"[^"]*"|--.*|\/\*[^]*?\*\/|\?/g, (token) => {
    if (token.startsWith('--')) return ''
    return token === '?' ? (values.shift() ?? token) : token
  })
  return `${text.trimEnd()};`
}

function toLiteral(parameter: unknown): string {
  const value = encode(parameter)
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return value instanceof Uint8Array ? `x'${Buffer.from(value).toString('hex')}'` : String(value)
}
