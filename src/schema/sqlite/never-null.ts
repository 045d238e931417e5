import type { Table } from '../schema.ts'
import { type Token, unquote } from '../sql/token.ts'
import { nameKey } from './name-key.ts'
import { tokenize } from './tokens.ts'

const operators = new Set(['=', '==', '!=', '<>', '<', '<=', '>', '>=', '(', ')', ',', '-', '||'])
const words = new Set(['and', 'or', 'not', 'in', 'between', 'like', 'glob', 'is', 'true', 'false'])
const functions = new Set(['length', 'lower', 'upper', 'trim', 'ltrim', 'rtrim', 'typeof', 'json_valid'])

/**
 * Whether a condition is true or false for every row: it compares values that are never null. A check that is added later
 * has to be true for each row, while one that a table has from the start lets null pass.
 */
export function isNeverNull(condition: string, { columns }: Pick<Table, 'columns'>): boolean {
  const present = new Set(columns.flatMap(({ name, nullable }) => (nullable ? [] : [nameKey(name)])))
  const isPresent = (token: Token): boolean => present.has(nameKey(unquote(token)))
  return tokenize(condition).every((token, at, tokens) => {
    switch (token.kind) {
      case 'word':
        if (words.has(token.symbol) || isPresent(token)) return true
        return functions.has(token.symbol) && tokens[at + 1]?.symbol === '('
      case 'quoted':
        return isPresent(token)
      case 'operator':
        return operators.has(token.symbol)
      default:
        return token.kind !== 'parameter'
    }
  })
}
