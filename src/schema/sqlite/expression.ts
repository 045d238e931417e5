import type { RenamedIdentifiers } from '../dialect.ts'
import { identifier, isPlain, quote } from './identifier.ts'
import { nameKey } from './name-key.ts'
import { isName, roleOf } from './roles.ts'
import { print, withoutParentheses } from './token-list.ts'
import { endOf, type Token, tokenize, unquote } from './tokens.ts'

/** An expression as it was written, on one line, without comments and without parentheses around all of it. */
export const cleanExpression = (sql: string): string => print(withoutParentheses(tokenize(sql)))

/** Whether two SQL texts are one, but for white space, comments, quotes and outer parentheses that change nothing. */
export const sameExpression = (one: string, other: string): boolean =>
  one === other || canonicalExpression(one) === canonicalExpression(other)

/** What all spellings of an expression have in common; for comparing only. */
export const canonicalExpression = (sql: string): string =>
  withoutParentheses(tokenize(sql)).map(canonicalToken).join(' ')

function canonicalToken(token: Token): string {
  if (token.kind === 'string' || token.kind === 'parameter') return token.text
  if (token.kind !== 'quoted') return nameKey(token.text)
  const name = unquote(token)
  return isPlain(name) ? nameKey(name) : quote(nameKey(name))
}

/** Whether an SQL text has a name in it, as one of anything: a table, a column, an alias, a function. */
export function mentions(sql: string, name: string): boolean {
  const key = nameKey(name)
  return tokenize(sql).some((token) => isName(token) && nameKey(unquote(token)) === key)
}

/** An expression with other names for tables and columns; all else stays as it was written. */
export function renameIn(sql: string, { tables, columns }: RenamedIdentifiers): string {
  const names = { table: byKey(tables), column: byKey(columns) }
  return replaceNames(sql, (token, i, tokens) => {
    const role = roleOf(tokens, i)
    return role && names[role].get(nameKey(unquote(token)))
  })
}

/** An SQL text with other names where there are any; what is in quotes stays so. */
export function replaceNames(
  sql: string,
  nameOf: (token: Token, index: number, tokens: readonly Token[]) => string | undefined,
): string {
  const parts: string[] = []
  let at = 0
  const tokens = tokenize(sql)
  for (const [i, token] of tokens.entries()) {
    const name = nameOf(token, i, tokens)
    if (name === undefined) continue
    parts.push(sql.slice(at, token.start), token.kind === 'quoted' ? quote(name) : identifier(name))
    at = endOf(token)
  }
  return parts.join('') + sql.slice(at)
}

const byKey = (names: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> =>
  new Map([...names].map(([from, to]) => [nameKey(from), to]))
