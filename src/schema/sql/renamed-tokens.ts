import type { RenamedNames } from '../dialect.ts'
import { type IsReserved, isName, roleOf } from './roles.ts'
import { type Token, unquote } from './token.ts'

interface Words {
  readonly nameKey: (name: string) => string
  readonly isReserved: IsReserved
  /** Whether the names of columns go on from a query to the one around it: not where each is given its old one. */
  readonly areHandedOn: boolean
}

/**
 * The names in a view or a trigger that are others once tables and columns are renamed, by the token's index. A column is
 * one of the table that it is qualified by, or of the nearest that has one of its name.
 */
export function renamedTokens(
  tokens: readonly Token[],
  { tables, columnsOf, hasColumn }: RenamedNames,
  { nameKey, isReserved, areHandedOn }: Words,
): ReadonlyMap<number, string> {
  const keyOf = (token: Token): string => nameKey(unquote(token))
  const places = placesOf(tokens)
  const sources = tokens.flatMap((token, at): Source[] => {
    if (roleOf(tokens, at, isReserved) !== 'table' || tokens[at + 1]?.symbol === '.') return []
    const next = tokens[tokens[at + 1]?.symbol === 'as' ? at + 2 : at + 1]
    const alias = next && isName(next, isReserved) ? keyOf(next) : undefined
    const table = keyOf(token)
    return [{ at, table, ...(alias !== undefined && { alias }), names: [alias ?? table, table], place: places[at]! }]
  })
  const owner = sources.find(({ at }) => tokens[at - 1]!.symbol === 'on')

  const tableOf = (i: number): string | undefined => {
    const name = keyOf(tokens[i]!)
    const near = nearest(sources, places[i]!, areHandedOn)
    if (tokens[i - 1]?.symbol !== '.') return near.find(({ table }) => hasColumn(table, name))?.table
    const qualifier = keyOf(tokens[i - 2]!)
    const row = ['new', 'old'].includes(qualifier) ? owner : near.find(({ names }) => names.includes(qualifier))
    return (row ?? (qualifier === 'excluded' ? near[0] : undefined))?.table
  }

  const nameOf = (token: Token, i: number): string | undefined => {
    const role = roleOf(tokens, i, isReserved)
    const name = keyOf(token)
    if (role === 'table') return sources.some(({ alias }) => alias === name) ? undefined : tables.get(name)
    const table = role && tableOf(i)
    return table === undefined ? undefined : columnsOf(table).get(name)
  }
  return new Map(
    tokens.flatMap((token, i) => {
      const name = nameOf(token, i)
      return name === undefined ? [] : [[i, name] as const]
    }),
  )
}

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

/** The tables of the same statement, those of the innermost parentheses around a place first. */
function nearest(sources: readonly Source[], place: Place, areHandedOn: boolean): Source[] {
  const depth = (source: Source): number => (source.place.every((one, i) => place[i] === one) ? source.place.length : 0)
  return sources
    .filter((source) => (areHandedOn ? source.place[0] === place[0] : depth(source) > 0))
    .toSorted((a, b) => depth(b) - depth(a))
}
