import type { RenamedIdentifiers } from '../dialect.ts'
import { type IsReserved, isName, roleOf } from './roles.ts'
import { print, withoutParentheses } from './token-list.ts'
import { endOf, type Token, unquote } from './token.ts'

/** What an engine's SQL has of its own, where one looks into it. */
export interface Language {
  readonly tokenize: (sql: string) => Token[]
  readonly nameKey: (name: string) => string
  readonly isReserved: IsReserved
  /** Whether a name means the same with and without quotes. */
  readonly isPlain: (name: string) => boolean
  /** A name in quotes where it needs them. */
  readonly identifier: (name: string) => string
  readonly quote: (name: string) => string
}

export interface Expressions {
  /** An expression as it was written, on one line, without comments and without parentheses around all of it. */
  readonly cleanExpression: (sql: string) => string
  /** Whether two SQL texts are one, but for white space, comments, quotes and outer parentheses that change nothing. */
  readonly sameExpression: (one: string, other: string) => boolean
  /** What all spellings of an expression have in common; for comparing only. */
  readonly canonicalExpression: (sql: string) => string
  /** Whether an SQL text has a name in it, as one of anything: a table, a column, an alias, a function. */
  readonly mentions: (sql: string, name: string) => boolean
  /** An expression with other names for tables and columns; all else stays as it was written. */
  readonly renameIn: (sql: string, names: RenamedIdentifiers) => string
  /** An SQL text with other names where there are any; what is in quotes stays so. */
  readonly replaceNames: (
    sql: string,
    nameOf: (token: Token, index: number, tokens: readonly Token[]) => string | undefined,
  ) => string
}

/** How the expressions of an engine are read, compared and renamed in. */
export function expressionsOf({ tokenize, nameKey, isReserved, isPlain, identifier, quote }: Language): Expressions {
  const canonicalToken = (token: Token): string => {
    if (token.kind === 'string' || token.kind === 'parameter') return token.text
    // An unquoted word means what it means in lower case.
    if (token.kind !== 'quoted') return token.text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase())
    const name = unquote(token)
    return isPlain(name) ? nameKey(name) : quote(nameKey(name))
  }
  const canonicalExpression = (sql: string): string => withoutParentheses(tokenize(sql)).map(canonicalToken).join(' ')
  const byKey = (names: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> =>
    new Map([...names].map(([from, to]) => [nameKey(from), to]))

  const replaceNames: Expressions['replaceNames'] = (sql, nameOf) => {
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

  return {
    cleanExpression: (sql) => print(withoutParentheses(tokenize(sql))),
    sameExpression: (one, other) => one === other || canonicalExpression(one) === canonicalExpression(other),
    canonicalExpression,
    mentions(sql, name) {
      const key = nameKey(name)
      return tokenize(sql).some((token) => isName(token, isReserved) && nameKey(unquote(token)) === key)
    },
    renameIn(sql, { tables, columns }) {
      const names = { table: byKey(tables), column: byKey(columns) }
      return replaceNames(sql, (token, i, tokens) => {
        const role = roleOf(tokens, i, isReserved)
        return role && names[role].get(nameKey(unquote(token)))
      })
    },
    replaceNames,
  }
}
