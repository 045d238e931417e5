import type { Dialect, PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { fillKey } from '../fills.ts'
import type { Column, ForeignKey } from '../schema.ts'
import { type Former, select } from './former.ts'
import type { RowHazard } from './row-hazard.ts'

/** A reference of which only what happens on delete is another. */
export const leadsThere = (old: ForeignKey, key: ForeignKey): boolean =>
  [old.columns, old.references].join() === [key.columns, key.references].join() && old.table === key.table

/** Rows that refer to nothing. */
export function orphans(
  key: ForeignKey,
  { from, to, columns }: TableDifference,
  { from: before, fills }: PlanRequest,
  former: Former,
  { nameKey, family }: Dialect,
): RowHazard[] {
  const added = columns.added.filter(({ name }) => key.columns.includes(name))
  const isNull = ({ name, nullable, default: usual }: Column): boolean =>
    nullable && usual === undefined && !fills.has(fillKey(to.name, name))
  // A reference that is new is null in the rows that are there, or what fills it.
  if (added.some(isNull)) return []
  const target = before.tables.find(({ name }) => nameKey(name) === nameKey(key.table))
  const hazard = {
    text: `It fails where ${to.name}.${key.columns.join(', ')} refers to a row of ${key.table} that is not there`,
    fails: true,
  }
  const names = key.columns.map((name) => former.column(to.name, name))
  const references = key.references.map((name) => former.column(key.table, name))
  if (added.length > 0 || names.includes(undefined) || (target && references.includes(undefined))) return [hazard]
  const typeOf = (all: readonly Column[] | undefined, name: string): string =>
    family(all?.find((one) => nameKey(one.name) === nameKey(name))?.type ?? '')
  const isComparable = key.columns.every(
    (name, at) => !target || typeOf(from.columns, name) === typeOf(target.columns, key.references[at]!),
  )
  if (!isComparable) return [hazard]
  const list = names.length === 1 ? names[0]! : `(${names.join(', ')})`
  const conditions = [
    ...(names.length > 1 || !target ? names.map((name) => `${name} is not null`) : []),
    ...(target ? [`${list} not in (select ${references.join(', ')} from ${former.table(key.table)})`] : []),
  ]
  return [{ ...hazard, query: select(former.table(to.name), conditions.join(' and ')) }]
}
