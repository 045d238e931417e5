import type { CompiledQuery } from 'kysely'
import { escape } from 'mysql2'
import { encode } from './mysql-types.ts'

/** A query as one would type it: its values in their places. */
export function printQuery({ sql, parameters }: CompiledQuery): string {
  const values = parameters.map(toLiteral)
  // A question mark inside quotes or a comment is none: those are matched whole.
  const text = sql.replaceAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|(?:-- |#).*|\/\*[^]*?\*\/|\?/g, (token) => {
    if (/^(-- |#)/.test(token)) return ''
    return token === '?' ? (values.shift() ?? token) : token
  })
  return `${text.trimEnd()};`
}

const toLiteral = (parameter: unknown): string =>
  parameter === null ? 'null' : escape(encode(parameter) as string, false, 'Z')
