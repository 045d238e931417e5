import { print, withoutParentheses } from '../sql/token-list.ts'
import type { Token } from '../sql/token.ts'
import { plainText } from './expression.ts'
import { literal } from './identifier.ts'
import { tokenize } from './tokens.ts'
import { familyOf } from './type.ts'

/**
 * An expression of the catalogue as people write it. MySQL keeps its texts with the character set that they have, and
 * escapes what is in the catalogue once more: `_utf8mb4\'open\'`.
 */
export function readExpression(sql: string, isMariaDb: boolean): string {
  const text = isMariaDb ? sql : sql.replaceAll(/\\(.)/gs, '$1')
  const tokens = withoutParentheses(tokenize(text)).map((token) => (token.kind === 'string' ? bare(token) : token))
  // MariaDB writes a list without spaces: a comma that ends earlier has one behind it.
  return print(tokens.map((token) => (token.symbol === ',' ? { ...token, start: token.start - 1 } : token)))
}

/** A text without its character set. It ends where it did, so that white space stays as it is. */
function bare(token: Token): Token {
  const text = plainText(token.text.replace(/^_(?:utf8(?:mb[34])?|latin1) ?(?=')/, ''))
  return { ...token, text, start: token.start + token.text.length - text.length }
}

/**
 * The default of a column, as SQL. MariaDB writes it so, and `NULL` where there is none; MySQL writes values as they are,
 * and says what is an expression.
 */
export function readDefault(text: string | null, extra: string, type: string, isMariaDb: boolean): string | undefined {
  if (text === null || (isMariaDb && text === 'NULL')) return undefined
  if (/^(current_timestamp|now)\b/i.test(text)) return readNow(text)
  if (isMariaDb || /default_generated/i.test(extra)) return readExpression(text, isMariaDb)
  return ['number', 'boolean', 'bit'].includes(familyOf(type)) ? text : literal(text)
}

/** `current_timestamp(3)`; both say it without parentheses where there are no fractions of seconds. */
export const readNow = (text: string): string =>
  text
    .toLowerCase()
    .replace('now', 'current_timestamp')
    .replace(/\((0?)\)$/, '')
