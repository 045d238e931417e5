import { now } from '../../print/default-value.ts'
import { unquote } from '../../sql/token.ts'
import { sameExpression } from '../../sqlite/expression.ts'
import { tokenize } from '../../sqlite/tokens.ts'
import type { Values } from './values.ts'

/** Whether a default is the time now as the API writes it. */
export const isNow = (expression: string | undefined): boolean =>
  expression !== undefined && sameExpression(expression, now)

/** The default of a column as TypeScript, where Zod's `default` would mean the same; or else it stays SQL. */
export function defaultCode(expression: string, zod: string, values: Values | undefined): string | undefined {
  const value = literalOf(expression)
  if (values) return values.includes(value as never) ? JSON.stringify(value) : undefined
  if (zod === 'z.boolean()') return { 0: 'false', 1: 'true' }[expression]
  if (zod === 'json()') return typeof value === 'string' ? jsonCode(value) : undefined
  const fits = {
    'z.int()': Number.isSafeInteger(value),
    'z.number()': typeof value === 'number',
    'z.string()': typeof value === 'string',
    'z.union([z.string(), z.number()])': value !== undefined,
  }[zod]
  return fits ? JSON.stringify(value) : undefined
}

/** A value that JavaScript writes just as SQL does. */
function literalOf(expression: string): string | number | undefined {
  const [first, ...others] = tokenize(expression)
  if (first?.kind === 'string' && others.length === 0) return unquote(first)
  const number = Number(expression)
  return String(number) === expression && Number.isFinite(number) ? number : undefined
}

function jsonCode(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && JSON.stringify(value) === text ? text : undefined
  } catch {
    return undefined
  }
}
