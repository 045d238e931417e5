import { endOf, type Token, unquote } from '../sql/token.ts'
import { nameKey } from './name-key.ts'
import { tokenize } from './tokens.ts'

/**
 * An expression over one table without the name of that table before its columns, `"orders"."total" > 0`: a table that is
 * made anew has another name until it takes the old one's place.
 */
export function unqualified(sql: string, table: string): string {
  const tokens = tokenize(sql)
  const isOwn = ({ kind }: Token, at: number): boolean =>
    (kind === 'word' || kind === 'quoted') &&
    nameKey(unquote(tokens[at]!)) === nameKey(table) &&
    tokens[at + 1]?.symbol === '.' &&
    tokens[at - 1]?.symbol !== '.'
  return tokens
    .flatMap((token, at) => (isOwn(token, at) ? [[token.start, endOf(tokens[at + 1]!)] as const] : []))
    .reduceRight((text, [start, end]) => text.slice(0, start) + text.slice(end).trimStart(), sql)
}
