import type { PlanRequest } from '../dialect.ts'
import type { Index, Unique } from '../schema.ts'
import type { Step } from '../step.ts'
import { identifier } from './identifier.ts'
import { nameConstraint } from './name-constraint.ts'
import { writer } from './writer.ts'

/**
 * The statements that make indexes and unique constraints while rows are written. No transaction takes them back, and
 * one that fails leaves an index that is not valid: each run begins with what another may have left.
 */
export const planConcurrently = ({ difference }: PlanRequest): Step[] =>
  difference.altered.flatMap(({ to: { name: table }, indexes, uniques }) => {
    const names = indexes.added.map(({ name }) => name)
    return [
      ...indexes.added.flatMap((index) => [dropIndex(index.name), createIndex(table, index)]),
      ...uniques.added.flatMap((unique) => addUnique(table, unique)),
      ...indexes.dropped.filter(({ name }) => !names.includes(name)).map(({ name }) => dropIndex(name)),
      ...uniques.dropped.map((unique) => dropUnique(table, unique)),
    ]
  })

const sql = (statement: string): Step => ({ kind: 'sql', statement })

const dropIndex = (name: string): Step => sql(`drop index concurrently if exists ${identifier(name)}`)

const createIndex = (table: string, index: Index): Step =>
  sql(writer.createIndex(table, index).replace(' index ', ' index concurrently '))

const dropUnique = (table: string, unique: Unique): Step =>
  sql(`alter table ${identifier(table)} drop constraint if exists ${identifier(nameOf(table, unique))}`)

const nameOf = (table: string, unique: Unique): string => nameConstraint({ kind: 'unique', ...unique }, table).name

/** The constraint takes over an index that is there. */
function addUnique(table: string, unique: Unique): Step[] {
  const { columns, include, nullsNotDistinct, deferrable } = unique
  const name = nameOf(table, unique)
  const index: Index = {
    name,
    columns: columns.map((column) => ({ column, descending: false })),
    unique: true,
    ...(include && { include }),
    ...(nullsNotDistinct && { nullsNotDistinct }),
  }
  const when = deferrable ? ` deferrable initially ${deferrable}` : ''
  const constraint = `add constraint ${identifier(name)} unique using index ${identifier(name)}${when}`
  return [
    dropUnique(table, unique),
    dropIndex(name),
    createIndex(table, index),
    sql(`alter table ${identifier(table)} ${constraint}`),
  ]
}
