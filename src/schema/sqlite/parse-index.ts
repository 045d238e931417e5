import type { Index, IndexColumn } from '../schema.ts'
import { isName } from '../sql/roles.ts'
import { closing, print, splitAtCommas, withoutParentheses } from '../sql/token-list.ts'
import { type Token, unquote } from '../sql/token.ts'
import { isReserved } from './keywords.ts'
import { nameKey } from './name-key.ts'
import { cursorOf } from './parse-cursor.ts'

/** An index, and its table. */
export interface IndexDefinition extends Index {
  readonly table: string
}

/**
 * What a `create index` statement says.
 * @throws SyntaxError for another statement
 */
export function parseCreateIndex(sql: string): IndexDefinition {
  const cursor = cursorOf(sql)
  cursor.expect('create')
  const unique = cursor.accept('unique')
  cursor.expect('index')
  cursor.accept('if', 'not', 'exists')
  const first = cursor.name()
  const name = cursor.accept('.') ? cursor.name() : first
  cursor.expect('on')
  const table = cursor.name()
  const columns = splitAtCommas(cursor.group()).map(parseIndexColumn)
  const where = cursor.accept('where') ? print(withoutParentheses(cursor.tail())) : undefined
  return { name, table, columns, unique, ...(where !== undefined && { where }) }
}

/** A column of an index, or of a key: `name`, `name collate nocase desc`, `lower(name)`. */
export function parseIndexColumn(tokens: readonly Token[]): IndexColumn {
  const last = tokens.at(-1)?.symbol
  const descending = last === 'desc'
  const inner = descending || last === 'asc' ? tokens.slice(0, -1) : tokens
  const hasCollation = inner.at(-2)?.symbol === 'collate' && isOperand(inner.slice(0, -2))
  const collation = hasCollation ? nameKey(unquote(inner.at(-1)!)) : undefined
  const bare = withoutParentheses(hasCollation ? inner.slice(0, -2) : inner)
  const isColumn = bare.length === 1 && ['quoted', 'string', 'word'].includes(bare[0]!.kind)
  return {
    ...(isColumn ? { column: unquote(bare[0]!) } : { expression: print(bare) }),
    descending,
    ...(collation !== undefined && { collation }),
  }
}

/** Whether a `collate` behind these tokens is about all of them: about one operand, and no more. */
export const isOperand = (tokens: readonly Token[]): boolean =>
  tokens.length === 1 ||
  withoutParentheses(tokens) !== tokens ||
  (isName(tokens[0]!, isReserved) && tokens[1]?.symbol === '(' && closing(tokens, 1) === tokens.length - 1)
