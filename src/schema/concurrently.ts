import { compare, isEmpty } from './compare.ts'
import type { Dialect } from './dialect.ts'
import type { TableDifference } from './difference.ts'
import { type Answered, migrations } from './migration.ts'
import { rename } from './rename.ts'
import { noRenames } from './renames.ts'
import { foretell } from './rows/foretell.ts'
import type { ForeignKey, Index, Schema, Table } from './schema.ts'
import type { Migration } from './step.ts'

/** An engine that builds indexes while rows are written. */
type Concurrent = Dialect & Required<Pick<Dialect, 'planConcurrently'>>

export const isConcurrent = (dialect: Dialect): dialect is Concurrent => dialect.planConcurrently !== undefined

/**
 * The migration from one schema to another as two: what a transaction can take back, and then the indexes of tables that
 * are there already, which are built while rows are written. Either may have nothing to do, and is left out.
 */
export function migrateConcurrently(
  from: Schema,
  target: Schema,
  answered: Answered,
  dialect: Concurrent,
): Migration[] {
  const renamed = rename(from, answered.renames, dialect)
  const to = dialect.settleNames?.(renamed, target) ?? target
  const { altered, tables } = compare(renamed, to, dialect)
  const keys = [...tables.added.map(({ foreignKeys }) => foreignKeys), ...altered.map((one) => one.foreignKeys.added)]
  const waiting = new Map(altered.map((difference) => [difference.to, withOldIndexes(difference, keys.flat())]))
  const between = { ...to, tables: to.tables.map((table) => waiting.get(table) ?? table) }
  const second = buildIndexes(between, to, dialect)
  return [...migrations(from, between, answered, dialect), ...(second ? [second] : [])]
}

/** A table as it is to be, but for its new indexes; those that go may stay as long. */
function withOldIndexes({ to, indexes, uniques }: TableDifference, keys: readonly ForeignKey[]): Table {
  const columns = new Set(to.columns.map(({ name }) => name))
  const canStay = (index: Index): boolean =>
    !index.unique && index.where === undefined && namesOf(index).every((name) => columns.has(name))
  // A reference that comes in a transaction needs what it leads to.
  const isReferredTo = (names: readonly string[]): boolean =>
    keys.some((key) => key.table === to.name && key.references.toSorted().join('\0') === names.toSorted().join('\0'))
  return {
    ...to,
    indexes: [
      ...to.indexes.filter((index) => !indexes.added.includes(index) || (index.unique && isReferredTo(namesOf(index)))),
      ...indexes.dropped.filter(canStay),
    ],
    uniques: to.uniques.filter((unique) => !uniques.added.includes(unique) || isReferredTo(unique.columns)),
  }
}

const namesOf = ({ columns, include = [] }: Index): string[] => [
  ...columns.map((column) => ('column' in column ? column.column : column.expression)),
  ...include,
]

function buildIndexes(from: Schema, to: Schema, dialect: Concurrent): Migration | undefined {
  const [forward, back] = [compare(from, to, dialect), compare(to, from, dialect)]
  if (isEmpty(forward)) return undefined
  const options = { fills: new Map<string, string>(), isConcurrent: true }
  const request = { ...options, from, to, difference: forward, isWayBack: false }
  const wayBack = { ...options, from: to, to: from, difference: back, isWayBack: true }
  return {
    up: dialect.planConcurrently(request),
    down: dialect.planConcurrently(wayBack),
    ...foretell(request, wayBack, noRenames, dialect),
    isConcurrent: true,
    label: 'indexes',
  }
}
