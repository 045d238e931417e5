import { columnNames } from '../column-names.ts'
import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import type { ForeignKey, Index, Schema, Table, Unique } from '../schema.ts'
import type { Step } from '../step.ts'
import { suffixed } from './default-name.ts'
import { identifier } from './identifier.ts'
import { impactOf, type TableImpact, untouched } from './impact.ts'
import { adopt, hits, indexOf, renameIndex, successorsOf } from './successors.ts'
import { writer } from './writer.ts'

/** A schema, but for the indexes that are built while rows are written; those that go may stay as long. */
export function withoutNewIndexes(schema: Schema, request: PlanRequest): Schema {
  const impact = impactOf(request)
  const altered = new Map(request.difference.altered.map((difference) => [difference.to.name, difference]))
  const keys = schema.tables.flatMap(({ foreignKeys }) => foreignKeys)
  return {
    ...schema,
    tables: schema.tables.map((table) => {
      const difference = altered.get(table.name)
      return difference ? withOldIndexes(table, difference, impact.get(table.name) ?? untouched, keys) : table
    }),
  }
}

function withOldIndexes(
  table: Table,
  difference: TableDifference,
  impact: TableImpact,
  keys: readonly ForeignKey[],
): Table {
  const { to, indexes, uniques, alteredColumns } = difference
  const { adopting, renamed, late } = successorsOf(difference, impact)
  const gone = new Set([...adopting.values(), ...renamed.values()])
  const moved = [...impact.lost, ...alteredColumns.map((column) => column.to.name)]
  // A reference that comes in a transaction needs what it leads to.
  const isReferredTo = (names: readonly string[]): boolean =>
    keys.some((key) => key.table === to.name && key.references.toSorted().join('\0') === names.toSorted().join('\0'))
  const isNeeded = (index: Index): boolean => index.unique && isReferredTo(columnNames(index))
  const canStay = (index: Index): boolean => !gone.has(index) && !hits(index, moved) && !isNeeded(index)
  return {
    ...table,
    indexes: [
      ...to.indexes.filter((index) => !indexes.added.includes(index) || renamed.has(index) || isNeeded(index)),
      ...indexes.dropped.filter(canStay),
    ],
    uniques: [
      ...to.uniques.filter(
        (unique) => !uniques.added.includes(unique) || adopting.has(unique) || isReferredTo(unique.columns),
      ),
      ...uniques.dropped.filter((unique) => late.has(unique) && !isReferredTo(unique.columns)),
    ],
  }
}

/**
 * The statements that make indexes and unique constraints while rows are written. No transaction takes them back, and
 * one that fails leaves an index that is not valid: each run begins with what another may have left. One that has the name
 * of another stands beside it until it is whole.
 */
export const planConcurrently = ({ difference }: PlanRequest): Step[] =>
  difference.altered.flatMap(({ to: { name: table }, indexes, uniques }) => {
    const [old, fresh] = [uniques.dropped, uniques.added].map((all) => all.map((unique) => indexOf(unique, table).name))
    const going = new Set([...indexes.dropped.map(({ name }) => name), ...old!])
    const coming = new Set([...fresh!, ...indexes.added.map(({ name }) => name)])
    const clear = (name: string): Step[] => [
      ...(old!.includes(name) || fresh!.includes(name) ? [dropUnique(table, name)] : []),
      ...(old!.includes(name) && !fresh!.includes(name) ? [] : [dropIndex(name)]),
    ]
    const build = (index: Index, finish: (built: string) => Step[]): Step[] => {
      const { name } = index
      if (!going.has(name)) return [...clear(name), createIndex(table, index), ...finish(name)]
      const next = suffixed(name, 'new')
      return [dropIndex(next), createIndex(table, { ...index, name: next }), ...clear(name), ...finish(next)]
    }
    return [
      ...indexes.added.flatMap((index) =>
        build(index, (built) => (built === index.name ? [] : [renameIndex(built, index.name)])),
      ),
      ...uniques.added.flatMap((unique: Unique) =>
        build(indexOf(unique, table), (built) => [adopt(table, unique, built)]),
      ),
      ...[...going].filter((name) => !coming.has(name)).flatMap(clear),
    ]
  })

const sql = (statement: string): Step => ({ kind: 'sql', statement })

const dropIndex = (name: string): Step => sql(`drop index concurrently if exists ${identifier(name)}`)

const createIndex = (table: string, index: Index): Step =>
  sql(writer.createIndex(table, index).replace(' index ', ' index concurrently '))

const dropUnique = (table: string, name: string): Step =>
  sql(`alter table ${identifier(table)} drop constraint if exists ${identifier(name)}`)
