import type { RenamedNames } from '../dialect.ts'
import { isName, roleOf } from '../sql/roles.ts'
import { type Token, unquote } from '../sql/token.ts'
import { replaceNames } from './expression.ts'
import { isReserved } from './keywords.ts'
import { nameKey } from './name-key.ts'
import { tokenize } from './tokens.ts'

/**
 * A view or a trigger after tables and columns have other names, as `alter table … rename` leaves it. A column is one of
 * the table that it is qualified by, or of the nearest that has one of its name.
 */
export function renameInStatement(sql: string, { tables, columnsOf, hasColumn }: RenamedNames): string {
  const tokens = tokenize(sql)
  const places = placesOf(tokens)
  const sources = sourcesOf(tokens, places)
  const owner = sources.find(({ at }) => tokens[at - 1]!.symbol === 'on')

  const tableOf = (i: number): string | undefined => {
    const name = keyOf(tokens[i]!)
    const near = nearest(sources, places[i]!)
    if (tokens[i - 1]?.symbol !== '.') return near.find(({ table }) => hasColumn(table, name))?.table
    const qualifier = keyOf(tokens[i - 2]!)
    const row = ['new', 'old'].includes(qualifier) ? owner : near.find(({ names }) => names.includes(qualifier))
    return (row ?? (qualifier === 'excluded' ? near[0] : undefined))?.table
  }

  return replaceNames(sql, (token, i) => {
    const role = roleOf(tokens, i, isReserved)
    const name = keyOf(token)
    if (role === 'table') return sources.some(({ alias }) => alias === name) ? undefined : tables.get(name)
    const table = role && tableOf(i)
    return table === undefined ? undefined : columnsOf(table).get(name)
  })
}

const keyOf = (token: Token): string => nameKey(unquote(token))

/** The statement that a token is in, and the parentheses around it, from the outermost. */
type Place = readonly number[]

function placesOf(tokens: readonly Token[]): Place[] {
  let place: Place = [0]
  let isHead = tokens[0]?.symbol === 'create'
  return tokens.map(({ symbol }, i) => {
    const own = place
    if (symbol === ';' || (symbol === 'begin' && isHead)) place = [i]
    if (symbol === 'begin') isHead = false
    if (symbol === '(') place = [...place, i]
    if (symbol === ')') place = place.slice(0, -1)
    return own
  })
}

/** A table that a statement reads or writes, and what it is called there. */
interface Source {
  readonly at: number
  readonly table: string
  readonly alias?: string
  readonly names: readonly string[]
  readonly place: Place
}

const sourcesOf = (tokens: readonly Token[], places: readonly Place[]): Source[] =>
  tokens.flatMap((token, at) => {
    if (roleOf(tokens, at, isReserved) !== 'table' || tokens[at + 1]?.symbol === '.') return []
    const next = tokens[tokens[at + 1]?.symbol === 'as' ? at + 2 : at + 1]
    const alias = next && isName(next, isReserved) ? keyOf(next) : undefined
    const table = keyOf(token)
    return [{ at, table, ...(alias !== undefined && { alias }), names: [alias ?? table, table], place: places[at]! }]
  })

/** The tables of the same statement, those of the innermost parentheses around a place first. */
function nearest(sources: readonly Source[], place: Place): Source[] {
  const depth = (source: Source): number => (source.place.every((one, i) => place[i] === one) ? source.place.length : 0)
  return sources.filter((source) => source.place[0] === place[0]).toSorted((a, b) => depth(b) - depth(a))
}
