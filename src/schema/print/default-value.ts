import type { SqlWriter } from '../dialect.ts'
import { template, text } from './code.ts'

/** The time now as the API writes it; migrations have it as a constant. */
export const now = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')"

const literal = /^'(?:[^']|'')*'$/

/** What a column's default is in Kysely's `defaultTo`: the value where JavaScript has it, or else SQL. */
export function defaultValue(expression: string, type: string, sql: SqlWriter): string {
  if (expression === now) return 'now'
  if (sql.isPlainDefault && literal.test(expression) && !sql.isPlainDefault(expression, type))
    return template(sql.default(expression, type))
  if ((sql.builderType?.(type) ?? type) === 'boolean' && (expression === '0' || expression === '1'))
    return String(expression === '1')
  if (['true', 'false', 'null'].includes(expression) || isNumber(expression)) return expression
  if (literal.test(expression)) return text(expression.slice(1, -1).replaceAll("''", "'"))
  return template(sql.default(expression, type))
}

/** Whether JavaScript writes the number just so. */
const isNumber = (expression: string): boolean =>
  Number.isFinite(Number(expression)) && String(Number(expression)) === expression
