import { code, text } from '../../print/code.ts'
import type { Column } from '../../schema.ts'
import type { PrintEngine } from './engines.ts'
import type { Values } from './values.ts'

/** The default of a column as TypeScript, where Zod's `default` would mean the same; or else it stays SQL. */
export function defaultCode(
  expression: string,
  { zod, values, column: { type } }: { readonly zod: string; readonly values?: Values; readonly column: Column },
  { booleans, ...engine }: PrintEngine,
): string | undefined {
  if (zod === 'bigint()') return /^(0|-?[1-9]\d{0,18})$/.test(expression) ? text(expression) : undefined
  const value = literalOf(expression, engine)
  if (values) return values.includes(value as never) ? JSON.stringify(value) : undefined
  if (zod === 'z.boolean()') return booleans[expression]
  if (zod === 'json()') return typeof value === 'string' ? jsonCode(value, type) : undefined
  const fits = {
    'z.int()': Number.isSafeInteger(value),
    'z.number()': typeof value === 'number',
    'z.string()': typeof value === 'string',
    'z.union([z.string(), z.number()])': value !== undefined,
  }[zod.replace(/\.max\(\d+\)$/, '')]
  return fits ? JSON.stringify(value) : undefined
}

/** A value that JavaScript writes just as SQL does. */
function literalOf(
  expression: string,
  { tokenize, textOf }: Pick<PrintEngine, 'tokenize' | 'textOf'>,
): string | number | undefined {
  const [first, ...others] = tokenize(expression)
  if (first?.kind === 'string' && others.length === 0) return textOf(first)
  const number = Number(expression)
  return String(number) === expression && Number.isFinite(number) ? number : undefined
}

/** `jsonb` is not kept as it was written. */
function jsonCode(json: string, type: string): string | undefined {
  try {
    const value: unknown = JSON.parse(json)
    const isSame = type === 'jsonb' || JSON.stringify(value) === json
    return typeof value === 'object' && value !== null && isSame ? code(value) : undefined
  } catch {
    return undefined
  }
}
