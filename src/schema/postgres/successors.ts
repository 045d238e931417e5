import type { TableDifference } from '../difference.ts'
import { sameIndexDefinition } from '../same.ts'
import type { Index, IndexColumn, Unique } from '../schema.ts'
import type { Step } from '../step.ts'
import { suffixed } from './default-name.ts'
import { canonicalExpression, mentions, nameKey, sameExpression } from './expression.ts'
import { identifier } from './identifier.ts'
import type { TableImpact } from './impact.ts'
import { nameConstraint } from './name-constraint.ts'
import type { Moved } from './staying.ts'

/** What comes in the place of indexes and unique constraints that go. */
export interface Successors {
  /** The constraints that an index is there for already. */
  readonly adopting: ReadonlyMap<Unique, Index>
  /** The indexes that are there under another name. */
  readonly renamed: ReadonlyMap<Index, Index>
  /** Those that stay until there is something else to read by. */
  readonly late: ReadonlySet<Index | Unique>
}

export const noSuccessors: Successors = { adopting: new Map(), renamed: new Map(), late: new Set() }

/** Nothing of this is said of what is of columns that go or become others: that has to go before they do. */
export function successorsOf(difference: TableDifference, { lost, converted }: TableImpact): Successors {
  const { from, to, indexes, uniques, alteredColumns } = difference
  const moved = [...lost, ...converted, ...alteredColumns.map((column) => column.to.name)]
  const spare = indexes.dropped.filter((index) => !hits(index, moved))
  const take = (fresh: Index): Index | undefined => {
    const at = spare.findIndex((index) => isSame(index, fresh))
    return at < 0 ? undefined : spare.splice(at, 1)[0]
  }
  const adopting = pairs(uniques.added, (unique) => take(indexOf(unique, to.name)))
  const taken = new Set([...from.indexes, ...from.uniques].map((one) => nameOf(one, from.name)))
  const renamed = pairs(indexes.added, (index) => (taken.has(index.name) ? undefined : take(index)))

  const coming = [
    ...indexes.added.filter((index) => !renamed.has(index)),
    ...uniques.added.filter((unique) => !adopting.has(unique)).map((unique) => indexOf(unique, to.name)),
  ]
  const isFollowed = (index: Index): boolean =>
    !hits(index, moved) && coming.some((other) => startOf(other) === startOf(index))
  return {
    adopting,
    renamed,
    late: new Set([
      ...spare.filter(isFollowed),
      ...uniques.dropped.filter((unique) => isFollowed(indexOf(unique, from.name))),
    ]),
  }
}

const isSame = sameIndexDefinition({ nameKey, sameExpression })

const pairs = <Key, Value>(keys: readonly Key[], find: (key: Key) => Value | undefined): Map<Key, Value> =>
  new Map(
    keys.flatMap((key): [Key, Value][] => {
      const value = find(key)
      return value === undefined ? [] : [[key, value]]
    }),
  )

/** The index that a constraint has. */
export function indexOf(unique: Unique, table: string): Index {
  const { columns, include, nullsNotDistinct } = unique
  return {
    name: nameConstraint({ kind: 'unique', ...unique }, table).name,
    columns: columns.map((column) => ({ column, descending: false })),
    unique: true,
    ...(include && { include }),
    ...(nullsNotDistinct && { nullsNotDistinct }),
  }
}

/** What rows are found by, first of all. */
const startOf = ({ columns: [first] }: Index): string => (first ? keyOf(first) : '')

const keyOf = (column: IndexColumn): string =>
  canonicalExpression('column' in column ? identifier(column.column) : column.expression)

/** Whether an index is of any of the columns. */
export function hits({ columns, include = [], where = '' }: Index, names: Iterable<string>): boolean {
  const listed = [...include, ...columns.flatMap((column) => ('column' in column ? [column.column] : []))]
  const texts = [where, ...columns.flatMap((column) => ('column' in column ? [] : [column.expression]))]
  return [...names].some((name) => listed.includes(name) || texts.some((text) => mentions(text, name)))
}

/** What gives its name up for another, where it has to, and goes once that is there. */
export function stepAside(old: Successors['late'], others: readonly (Index | Unique)[], table: string): Moved {
  const names = new Set(others.map((one) => nameOf(one, table)))
  const all = [...old].map((one) => ({ one, name: nameOf(one, table) }))
  const last = (name: string): string => (names.has(name) ? suffixed(name, 'old') : name)
  return {
    dropped: all.filter(({ name }) => names.has(name)).map(({ name }) => renameIndex(name, last(name))),
    added: all.map(({ one, name }): Step =>
      isIndex(one)
        ? { kind: 'dropIndex', table, index: last(name) }
        : { kind: 'dropConstraint', table, constraint: last(name) },
    ),
  }
}

const isIndex = (one: Index | Unique): one is Index => 'unique' in one

const nameOf = (one: Index | Unique, table: string): string => (isIndex(one) ? one : indexOf(one, table)).name

/** The constraint takes over an index that is there, and gives it its name. */
export function adopt(table: string, unique: Unique, index: string): Step {
  const { name } = nameConstraint({ kind: 'unique', ...unique }, table)
  const when = unique.deferrable ? ` deferrable initially ${unique.deferrable}` : ''
  const constraint = `add constraint ${identifier(name)} unique using index ${identifier(index)}${when}`
  return { kind: 'sql', statement: `alter table ${identifier(table)} ${constraint}` }
}

/** A constraint has the name of its index. */
export const renameIndex = (from: string, to: string): Step => ({
  kind: 'sql',
  statement: `alter index ${identifier(from)} rename to ${identifier(to)}`,
})
