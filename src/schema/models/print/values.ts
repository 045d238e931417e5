import type { Check } from '../../schema.ts'
import { closing, print, splitAtCommas, withoutParentheses } from '../../sql/token-list.ts'
import { type Token, unquote } from '../../sql/token.ts'
import type { PrintEngine } from './engines.ts'

/** The only values of a column, as a check has them: all texts or all numbers. */
export type Values = readonly string[] | readonly number[]

/** The values of `status in ('open', 'paid')`; none where a check says anything else. */
export function valuesOf(
  { expression }: Check,
  column: string,
  { tokenize, textOf, nameKey }: PrintEngine,
): Values | undefined {
  const tokens = withoutParentheses(tokenize(expression))
  const [name, word, ...list] = tokens
  const isList = word?.symbol === 'in' && list[0]?.symbol === '(' && closing(list, 0) === list.length - 1
  if (!isList || nameKey(unquote(name!)) !== nameKey(column)) return undefined
  const values = splitAtCommas(list.slice(1, -1)).map((value) => valueOf(value, textOf))
  const isOfOne = (type: string): boolean => values.every((value) => typeof value === type)
  const isSet = new Set(values).size === values.length
  return isSet && (isOfOne('string') || isOfOne('number')) ? (values as string[] | number[]) : undefined
}

function valueOf(tokens: readonly Token[], textOf: PrintEngine['textOf']): string | number | undefined {
  const [only] = tokens
  if (tokens.length === 1 && only!.kind === 'string') return textOf(only!)
  const text = print(tokens)
  return String(Number(text)) === text && Number.isFinite(Number(text)) ? Number(text) : undefined
}
