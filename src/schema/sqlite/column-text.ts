import type { IndexColumn } from '../schema.ts'
import { print, withoutParentheses } from '../sql/token-list.ts'
import { type Token, unquote } from '../sql/token.ts'
import { identifier, literal } from './identifier.ts'
import { isReserved } from './keywords.ts'
import { tokenize } from './tokens.ts'

/** A type in lower case, with single spaces, and none around parentheses and commas: `numeric(10,2)`. */
export function normalType(type: string): string {
  const lower = type.toLowerCase()
  if (/^[a-z]*$/.test(lower)) return lower
  return lower
    .replaceAll(/\/\*[^]*?(?:\*\/|$)|--[^\n]*/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ ?([(),]) ?/g, '$1')
    .trim()
}

/** A type in SQL: in quotes where it is not made of words and numbers. */
export function printType(type: string): string {
  const [, words] = /^([a-z_]\w*(?: [a-z_]\w*)*)?(?:\([-+\d.,]+\))?$/.exec(type) ?? []
  return type === '' || (words && !words.split(' ').some(isReserved)) ? type : `"${type.replaceAll('"', '""')}"`
}

const instants = new Set(['current_date', 'current_time', 'current_timestamp'])
const booleans: ReadonlyMap<string, string> = new Map([
  ['false', '0'],
  ['true', '1'],
])

/**
 * The default of a column as an expression. `default open` is a string to SQLite; `default null` is none, and `default
 * true` is 1.
 * @param sql what stands behind `default`, with or without parentheses
 */
export function defaultOf(sql: string): { readonly default?: string } {
  const tokens = withoutParentheses(tokenize(sql))
  const [first, second] = tokens as readonly [Token, Token?]
  if (!second) {
    if (first.symbol === 'null') return {}
    const number = booleans.get(first.symbol)
    if (number !== undefined) return { default: number }
    if (first.kind === 'quoted' || (first.kind === 'word' && !instants.has(first.symbol))) {
      return { default: literal(unquote(first)) }
    }
  }
  const isSigned = tokens.length === 2 && second!.kind === 'number' && ['+', '-'].includes(first.symbol)
  return { default: isSigned ? `${first.text.replace('+', '')}${second!.text}` : print(tokens) }
}

/** A default in SQL: in parentheses where it is more than one value. */
export function printDefault(expression: string): string {
  const tokens = tokenize(expression)
  const value = tokens[0]?.symbol === '-' ? tokens.slice(1) : tokens
  const isValue = value.length === 1 && value[0]!.kind !== 'operator'
  return isValue ? expression : `(${expression})`
}

/** The collation of a column, or of one of a key, in SQL. */
export const printCollation = (collation: string): string => `collate ${identifier(collation)}`

/** What stands behind a column of a key, in SQL: `collate nocase desc`; empty where nothing does. */
export const modifierOf = ({ collation, descending }: Pick<IndexColumn, 'collation' | 'descending'>): string =>
  [...(collation === undefined ? [] : [printCollation(collation)]), ...(descending ? ['desc'] : [])].join(' ')
