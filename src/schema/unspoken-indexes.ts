import type { Dialect } from './dialect.ts'
import { sameColumnNames, sameIndexDefinition, sameUnique } from './same.ts'
import type { Index, Table, Unique } from './schema.ts'

/** Items as they are, where there are such. */
export const keepEqual = <Item>(
  items: readonly Item[],
  existing: readonly Item[],
  same: (one: Item, other: Item) => boolean,
): Item[] => items.map((item) => existing.find((other) => same(item, other)) ?? item)

/** The indexes and unique constraints of a model's table, and those of the table as it is that no model can say. */
export function keepUniqueness(
  table: Table,
  existing: Table,
  taken: ReadonlySet<string>,
  dialect: Dialect,
): Pick<Table, 'indexes' | 'uniques'> {
  const unsayable = existing.indexes.filter((index) => isUnsayable(index) && goesOn(index, table, dialect))
  const said = keepIndexes(table.indexes, existing.indexes, taken, dialect)
  const indexes = [...said.filter((index) => !isServed(index, table, unsayable, dialect)), ...unsayable]
  const constraints = existing.uniques.filter((unique) => indexes.some((index) => isUniqueOn(index, unique, dialect)))
  const isConstraint = (index: Index): boolean =>
    !existing.indexes.some(({ name }) => name === index.name) &&
    constraints.some((unique) => isUniqueOn(index, unique, dialect))
  return {
    uniques: [...keepEqual(table.uniques, existing.uniques, sameUnique(dialect)), ...constraints],
    indexes: indexes.filter((index) => !isConstraint(index)),
  }
}

/** Whether an index says more than a model can. */
export const isUnsayable = ({ columns, method, include, nullsNotDistinct, options }: Index): boolean =>
  [method, include, nullsNotDistinct, options].some((option) => option !== undefined) ||
  columns.some(({ opclass, nulls }) => opclass !== undefined || nulls !== undefined)

const goesOn = ({ columns, include = [] }: Index, table: Table, { nameKey }: Dialect): boolean => {
  const names = new Set(table.columns.map(({ name }) => nameKey(name)))
  return [...include, ...columns.flatMap((one) => ('column' in one ? [one.column] : []))].every((name) =>
    names.has(nameKey(name)),
  )
}

/** Whether an index is there for a reference only, and one that no model can say does what it would. */
const isServed = (index: Index, { foreignKeys }: Table, unsayable: readonly Index[], dialect: Dialect): boolean =>
  !index.unique &&
  foreignKeys.some(({ columns }) => sameColumnNames(columnNames(index), columns, dialect)) &&
  unsayable.some(
    ({ columns, method, where }) =>
      method === undefined &&
      where === undefined &&
      index.columns.every((column, at) => JSON.stringify(column) === JSON.stringify(columns[at])),
  )

const columnNames = ({ columns }: Index): string[] => columns.map((one) => ('column' in one ? one.column : ''))

/** An index by the name that it has, where one that does the same is there. */
function keepIndexes(
  indexes: readonly Index[],
  existing: readonly Index[],
  taken: ReadonlySet<string>,
  dialect: Dialect,
): Index[] {
  const same = sameIndexDefinition(dialect)
  const isThere = (index: Index): boolean => existing.some((other) => other.name === index.name && same(index, other))
  const there = new Set(indexes.filter(isThere).map(({ name }) => name))
  const own = new Set(indexes.map(({ name }) => name))
  const spare = existing.filter(({ name }) => !there.has(name) && (own.has(name) || !taken.has(name)))
  const kept = indexes.map((index) => {
    const at = there.has(index.name) ? -1 : spare.findIndex((other) => same(index, other))
    return at < 0 ? index : spare.splice(at, 1)[0]!
  })
  return giveUpNames(indexes, kept)
}

/** After a rename, an old index may have the name that another is to have: then it gives its own up. */
function giveUpNames(indexes: readonly Index[], kept: readonly Index[]): Index[] {
  const at = kept.findIndex(
    (index, here) =>
      index !== indexes[here] && kept.some((other, there) => there !== here && other.name === index.name),
  )
  return at < 0 ? [...kept] : giveUpNames(indexes, kept.with(at, indexes[at]!))
}

const isUniqueOn = (index: Index, { columns }: Unique, dialect: Dialect): boolean =>
  index.unique &&
  index.where === undefined &&
  index.columns.every((column) => 'column' in column && !column.collation) &&
  sameColumnNames(columnNames(index), columns, dialect)
