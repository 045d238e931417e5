import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { inOrderOfReference } from '../order.ts'
import type { Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { alter, canAlter } from './alter.ts'
import { dependents } from './dependents.ts'
import { exchangeOf } from './key-exchange.ts'
import { nameKey } from './name-key.ts'
import { rebuild } from './rebuild.ts'
import { restoreReferred } from './restore.ts'

/**
 * The statements that make one schema of another. Foreign keys are off while they run, and are checked after them, so
 * the order of tables is for the reader; but names of indexes are the database's, so what goes makes room first, and
 * views and triggers come last, because SQLite checks what they speak of when it renames.
 */
export function plan(request: PlanRequest): Step[] {
  const { from, to, difference, fills } = request
  const { dropped, added } = difference.tables
  const around = dependents(request)
  const names = new Set([...from.tables, ...to.tables, ...from.views, ...to.views].map(({ name }) => name))
  const exchange = exchangeOf(from, to)
  const fresh = freshIndexNames(request)
  return [
    ...around.dropped,
    ...difference.altered.flatMap((table) => dropIndexes(table, fresh)),
    ...inOrder(dropped)
      .toReversed()
      .map(({ name }): Step => ({ kind: 'dropTable', table: name })),
    ...inOrder(added).flatMap((table): Step[] => [
      { kind: 'createTable', table },
      ...createIndexes(table),
      ...(request.isWayBack ? restoreReferred(table, request) : []),
    ]),
    ...inOrder(difference.altered.map((table) => table.to)).flatMap((table) => {
      const altered = difference.altered.find((one) => one.to === table)!
      return canAlter(altered) ? alter(altered, fills) : rebuild(altered, request, { names, exchange })
    }),
    ...around.created,
  ]
}

const inOrder = (tables: readonly Table[]): Table[] => inOrderOfReference(tables, nameKey)

/** A table that is made anew loses its indexes with the old one: only those go before whose names others take. */
function dropIndexes(difference: TableDifference, fresh: ReadonlyMap<string, Table>): Step[] {
  const { from, to, indexes } = difference
  const dropped = canAlter(difference)
    ? indexes.dropped
    : from.indexes.filter(({ name }) => (fresh.get(name) ?? to) !== to)
  return dropped.map(({ name }) => ({ kind: 'dropIndex', table: from.name, index: name }))
}

const createIndexes = ({ name, indexes }: Table): Step[] =>
  indexes.map((index) => ({ kind: 'createIndex', table: name, index }))

/** Which table has an index of a name in the end. */
const freshIndexNames = ({ to }: PlanRequest): ReadonlyMap<string, Table> =>
  new Map(to.tables.flatMap((table) => table.indexes.map(({ name }) => [name, table] as const)))
