import type { CompiledQuery } from 'kysely'
import { encode } from './postgres-types.ts'

/** A query as one would type it: its values in their places. */
export function printQuery({ sql, parameters }: CompiledQuery): string {
  // A $1 inside quotes or a comment is none: those are matched whole.
  const text = sql.replaceAll(/'[^']*'|"[^"]*"|(\$\w*\$)[^]*?\1|--.*|\/\*[^]*?\*\/|\$\d+/g, (token) => {
    if (token.startsWith('--')) return ''
    return /^\$\d+$/.test(token) ? toLiteral(parameters[Number(token.slice(1)) - 1]) : token
  })
  return `${text.trimEnd()};`
}

function toLiteral(parameter: unknown): string {
  const value = encode(parameter)
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString('hex')}'`
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
