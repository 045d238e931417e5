import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { sameForeignKey } from '../same.ts'
import type { ForeignKey, Index, Table } from '../schema.ts'
import type { Reference } from '../split-references.ts'
import type { Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { type Impact, indexHits, untouched } from './impact.ts'
import { addForeignKeys, cameWith, dropForeignKeys } from './references.ts'

export interface ReferenceChanges {
  readonly dropped: readonly Step[]
  readonly added: readonly Step[]
  /** Whether a foreign key of a new table can lead to a table that is there, before that changes. */
  readonly isReady: (key: ForeignKey) => boolean
}

/**
 * The foreign keys that go and come, and those that must make room for a while: MySQL changes no column that a reference
 * holds, and drops no index that it needs.
 * @param dropped the tables that go, in the order in which they do
 */
export function referenceChanges(
  { from, to, difference }: PlanRequest,
  dropped: readonly Table[],
  impact: Impact,
): ReferenceChanges {
  const altered = new Map(difference.altered.map((table) => [nameKey(table.to.name), table]))
  const isMoved = (table: string, columns: readonly string[]): boolean => {
    const { lost, retyped } = impact.get(nameKey(table)) ?? untouched
    const one = altered.get(nameKey(table))
    return (
      columns.some((name) => lost.has(nameKey(name)) || retyped.has(nameKey(name))) ||
      (one !== undefined && losesIndex(one, columns))
    )
  }
  const staying = to.tables.flatMap((table) => {
    const before = altered.get(nameKey(table.name))?.from ?? from.tables.find(({ name }) => name === table.name)
    return before ? [{ before, table, keys: altered.get(nameKey(table.name))?.foreignKeys }] : []
  })
  const moves = staying.map(({ before, table, keys }) => {
    const kept = table.foreignKeys.filter((key) => !keys?.added.includes(key))
    const again = kept.filter((key) => isMoved(table.name, key.columns) || isMoved(key.table, key.references))
    const old = before.foreignKeys.filter((key) => keys?.dropped.includes(key) || again.some((one) => isSame(one, key)))
    const added = [...again, ...(keys?.added ?? [])].map((key): Reference => ({ table: table.name, key }))
    const settled = before.indexes.filter(
      (index) =>
        table.indexes.some(({ name }) => nameKey(name) === nameKey(index.name)) &&
        !altered.get(nameKey(table.name))?.indexes.dropped.includes(index) &&
        old.some((key) => cameWith(index, key)),
    )
    return { dropped: dropForeignKeys(before.name, old, settled), added }
  })
  return {
    dropped: [...moves.flatMap((table) => table.dropped), ...circular(dropped)],
    added: addForeignKeys(moves.flatMap((table) => table.added)),
    isReady(key) {
      const target = staying.find(({ table }) => nameKey(table.name) === nameKey(key.table))
      const isThere = key.references.every((name) =>
        target?.before.columns.some((column) => nameKey(column.name) === nameKey(name)),
      )
      return isThere && isIndexed(target!.before, key.references) && !isMoved(key.table, key.references)
    },
  }
}

const isSame = sameForeignKey({ nameKey })

const leads = (columns: readonly string[], names: readonly string[]): boolean =>
  names.every((name, at) => columns[at] !== undefined && nameKey(columns[at]) === nameKey(name))

const columnNames = ({ columns }: Index): string[] =>
  columns.map((column) => ('column' in column && column.length === undefined ? column.column : ''))

const isIndexed = ({ primaryKey, indexes }: Table, names: readonly string[]): boolean =>
  [primaryKey?.columns ?? [], ...indexes.map(columnNames)].some((columns) => leads(columns, names))

/** Whether an index goes that a reference may need, and none stays meanwhile that serves it. */
function losesIndex({ from, to, indexes, primaryKey }: TableDifference, names: readonly string[]): boolean {
  const first = new Set([nameKey(names[0]!)])
  const goes =
    indexes.dropped.some((index) => indexHits(index, first)) ||
    (primaryKey && from.primaryKey?.columns.some((name) => first.has(nameKey(name))) === true)
  const kept = to.indexes.filter((index) => !indexes.added.includes(index))
  return goes && !isIndexed({ ...to, indexes: kept, ...(primaryKey && { primaryKey: none }) }, names)
}

const none = { columns: [], autoIncrement: false }

/** The references to tables that go earlier than those that have them: such as are in a circle. */
const circular = (dropped: readonly Table[]): Step[] =>
  dropped.flatMap((table, at) =>
    dropForeignKeys(
      table.name,
      table.foreignKeys.filter((key) => dropped.slice(0, at).some(({ name }) => nameKey(name) === nameKey(key.table))),
    ),
  )
