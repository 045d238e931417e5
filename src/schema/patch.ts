import { changed } from './compare.ts'
import type { Dialect } from './dialect.ts'
import type { Changed, ColumnDifference, TableDifference } from './difference.ts'
import { sameCheck, sameForeignKey, sameIndexDefinition, sameUnique } from './same.ts'
import type { Column, Table } from './schema.ts'

/**
 * A table with what comes, goes and changes between two others: all else that it has stays. What is to come and is there,
 * or is to go and is not, makes no difference.
 */
export function patchTable(table: Table, difference: TableDifference, dialect: Dialect): Table {
  const { columns, alteredColumns, uniques, foreignKeys, checks, indexes } = difference
  const sameName = (one: Column, other: Column): boolean => dialect.nameKey(one.name) === dialect.nameKey(other.name)
  return {
    ...table,
    columns: columns.added.reduce(
      (all, column) => insert(column, all, difference.to.columns),
      without(table.columns, columns, sameName).map((column) =>
        alteredColumns.filter(({ from }) => sameName(from, column)).reduce(alter, column),
      ) as readonly Column[],
    ),
    uniques: patch(table.uniques, uniques, sameUnique(dialect)),
    foreignKeys: patch(table.foreignKeys, foreignKeys, sameForeignKey(dialect)),
    checks: patch(table.checks, checks, sameCheck(dialect)),
    indexes: patch(table.indexes, indexes, sameIndexDefinition(dialect)),
  }
}

/** A column with what is another about it between two others. */
const alter = (column: Column, { to, aspects }: ColumnDifference): Column => ({
  ...column,
  ...Object.fromEntries(aspects.map((aspect) => [aspect, to[aspect]])),
})

type Same<Item> = (one: Item, other: Item) => boolean

const patch = <Item>(items: readonly Item[], change: Changed<Item>, same: Same<Item>): Item[] => [
  ...without(items, change, same),
  ...change.added,
]

/** Without what goes, and without what comes. */
const without = <Item>(items: readonly Item[], { dropped, added }: Changed<Item>, same: Same<Item>): readonly Item[] =>
  changed(items, [...dropped, ...added], same).dropped

/** Before the column that it has after it in the end. */
function insert(column: Column, columns: readonly Column[], order: readonly Column[]): readonly Column[] {
  const later = new Set(order.slice(order.indexOf(column) + 1).map(({ name }) => name))
  const at = columns.findIndex(({ name }) => later.has(name))
  return at < 0 ? [...columns, column] : columns.toSpliced(at, 0, column)
}
