import type { RenamedNames } from '../dialect.ts'
import { renamedTokens } from '../sql/renamed-tokens.ts'
import { roleOf } from '../sql/roles.ts'
import { closing } from '../sql/token-list.ts'
import { endOf, type Token } from '../sql/token.ts'
import { nameKey, replaceNames } from './expression.ts'
import { isKeyword as isReserved } from './keywords.ts'
import { tokenize } from './tokens.ts'

/**
 * A view or a trigger, as PostgreSQL writes it, after tables and columns have other names. PostgreSQL keeps what those
 * mean that stay by itself: this is for those that are dropped and come back. What a view gives keeps its names.
 */
export function renameInStatement(sql: string, names: RenamedNames): string {
  const before = tokensOf(sql)
  const given = [...renamedIn(before, names).keys()].filter((at) => isGiven(before, at))
  const ends = given.map((at) => ({ at: endOf(before[at]!), alias: ` AS ${before[at]!.text}` }))
  const aliased = ends.reduceRight((text, { at, alias }) => text.slice(0, at) + alias + text.slice(at), sql)

  const tokens = tokensOf(aliased)
  const renamed = new Map([...renamedIn(tokens, names)].map(([at, name]) => [tokens[at]!.start, name]))
  return replaceNames(aliased, ({ start }) => renamed.get(start))
}

const renamedIn = (tokens: readonly Token[], names: RenamedNames): ReadonlyMap<number, string> => {
  const renamed = renamedTokens(tokens, names, { nameKey, isReserved, areHandedOn: false })
  const isAlias = (at: number): boolean =>
    tokens[at - 1]?.symbol === ')'
      ? // Behind `distinct on (…)` stands a column.
        clauseOf(tokens, at) !== 'select'
      : at > 0 && roleOf(tokens, at - 1, isReserved) === 'table'
  return new Map([...renamed].filter(([at]) => !isAlias(at)))
}

/**
 * Tokens without what says nothing of names: the schema that all are in, the parentheses around joins, and the `from` of
 * `extract(year from day)` and `is distinct from`.
 */
function tokensOf(sql: string): Token[] {
  const all = tokenize(sql)
  const dropped = new Set<number>()
  for (const [i, { symbol }] of all.entries()) {
    if (symbol === 'public' && all[i + 1]?.symbol === '.') dropped.add(i).add(i + 1)
    const isAfter = dropped.has(i - 1) || ['from', 'join'].includes(all[i - 1]?.symbol ?? '')
    if (symbol === '(' && isAfter && !['select', 'with', 'values'].includes(all[i + 1]!.symbol)) {
      dropped.add(i).add(closing(all, i))
    }
    if (symbol === 'from' && !isClause(all, i)) dropped.add(i)
  }
  return all.filter((_, i) => !dropped.has(i))
}

/** Whether a `from` begins the tables of a query. */
function isClause(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.symbol === 'distinct') return false
  const [first] = wordsBefore(tokens, at).slice(-1)
  return first === undefined || !isOpen(tokens, first) || ['select', 'with'].includes(tokens[first + 1]!.symbol)
}

/** Whether a column is one of those that a query gives, by its own name. */
function isGiven(tokens: readonly Token[], at: number): boolean {
  if (![',', 'from', ')', undefined].includes(tokens[at + 1]?.symbol)) return false
  if (clauseOf(tokens, at) !== 'select') return false
  const first = tokens[at - 1]?.symbol === '.' ? at - 2 : at
  return ['select', 'distinct', ',', ')'].includes(tokens[first - 1]!.symbol)
}

/** The word that begins the part of a query in which a token is, or the parenthesis around it. */
function clauseOf(tokens: readonly Token[], at: number): string | undefined {
  const clause = wordsBefore(tokens, at).find((i) => isOpen(tokens, i) || clauses.has(tokens[i]!.symbol))
  return clause === undefined ? undefined : tokens[clause]!.symbol
}

const clauses = new Set(['select', 'from', 'where', 'by', 'having', 'using', 'values', 'limit', 'offset'])
const isOpen = (tokens: readonly Token[], at: number): boolean => tokens[at]!.symbol === '('

/** Where the tokens before one are, backwards and without what is in parentheses, as far as the one that opens its own. */
function wordsBefore(tokens: readonly Token[], at: number): number[] {
  const places: number[] = []
  let depth = 0
  for (let i = at - 1; i >= 0; i--) {
    if (tokens[i]!.symbol === ')') depth++
    if (depth === 0) places.push(i)
    if (isOpen(tokens, i) && --depth < 0) return places
  }
  return places
}
