import { columnNames } from '../column-names.ts'
import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { closed, isOpen } from '../same.ts'
import type { Column, EnumType, ForeignKey } from '../schema.ts'
import { isConstant } from './columns.ts'
import { sameExpression } from './expression.ts'
import { impactOf, untouched } from './impact.ts'
import { lockFor } from './locks.ts'
import { isSameReference } from './references.ts'
import { successorsOf } from './successors.ts'
import { bare, isWider } from './type.ts'

/** The locks on a table that are held as long as its rows are looked at or written; none that is held for a moment. */
export function lockHazards(difference: TableDifference, request: PlanRequest): string[] {
  const { from, to, columns, alteredColumns, checks, foreignKeys } = difference
  const isRewritten =
    columns.added.some(isVolatile) ||
    alteredColumns.some((column) => column.aspects.includes('type') && !isWider(column.from.type, column.to.type))
  if (isRewritten) return [lockFor('ACCESS EXCLUSIVE', to.name, 'while it is rewritten')]

  const isThere = (expression: string): boolean =>
    from.checks.some((check) => isOpen(check) && sameExpression(check.expression, expression))
  const required = alteredColumns.filter(losesNull).map((column) => column.to)
  const looks = checks.added.filter((check) => !isOpen(check)).map(({ expression }) => expression)
  const keys = foreignKeys.added.filter((key) => !isOpen(key))
  const isKeyThere = (key: ForeignKey): boolean =>
    foreignKeys.dropped.some((old) => isOpen(old) && isSameReference(closed(old), key))
  return [
    ...([...required, ...columns.added].some((column) => isFilled(column, difference, request))
      ? [lockFor('ROW EXCLUSIVE', to.name, 'while rows are filled')]
      : []),
    ...(looks.some(isThere) || keys.some(isKeyThere) || (required.length > 0 && request.isConcurrent)
      ? [lockFor('SHARE UPDATE EXCLUSIVE', to.name, 'while its rows are looked at')]
      : []),
    ...(looks.every(isThere) && keys.every(isKeyThere) && (required.length === 0 || request.isConcurrent)
      ? []
      : [lockFor('ACCESS EXCLUSIVE', to.name, 'while its rows are looked at')]),
    ...(isIndexedFirst(difference)
      ? [lockFor('ACCESS EXCLUSIVE', to.name, 'while indexes of constraints are built')]
      : []),
    ...indexLocks(difference, request),
    ...keys
      .filter((key) => !isKeyThere(key) && key.table !== to.name)
      .map(({ table }) => lockFor('SHARE ROW EXCLUSIVE', table, `while rows of ${to.name} are looked at`)),
  ]
}

/** Whether what has an index comes that is not built beforehand: a key, an exclusion, or a text that sorts otherwise. */
function isIndexedFirst({ from, to, primaryKey, triggers, alteredColumns }: TableDifference): boolean {
  const sorted = alteredColumns.filter(({ aspects }) => aspects.includes('collation')).map((column) => column.to.name)
  const keys = [from.primaryKey?.columns ?? [], ...[...from.uniques, ...from.indexes].map(columnNames)].flat()
  return (
    (primaryKey && to.primaryKey !== undefined) ||
    triggers.added.some(({ kind }) => kind === 'exclusion constraint') ||
    sorted.some((name) => keys.includes(name))
  )
}

/** Whether each row gets another value of a column that comes: then it is written for that. */
const isVolatile = ({ generated, identity, default: usual = '' }: Column): boolean =>
  generated?.stored === true || identity !== undefined || /\b(?:gen_random_uuid|uuid\w+|random|nextval)\(/.test(usual)

/** Whether rows are written for a column; one that comes with a constant is not. */
function isFilled(column: Column, { to, columns }: TableDifference, { fills }: PlanRequest): boolean {
  if (column.nullable) return false
  const fill = fills.get(fillKey(to.name, column.name))
  return columns.added.includes(column)
    ? fill !== undefined && !isConstant(fill)
    : (fill ?? column.default) !== undefined
}

/** A table that something else has changed before stays locked by that. */
function indexLocks(difference: TableDifference, request: PlanRequest): string[] {
  const { to, columns, alteredColumns, uniques, indexes, checks, foreignKeys } = difference
  const { adopting, renamed, late } = successorsOf(difference, impactOf(request).get(to.name) ?? untouched)
  const constraints = uniques.added.filter((unique) => !adopting.has(unique))
  const built = indexes.added.filter((index) => !renamed.has(index))
  if (constraints.length + built.length === 0) return []
  const time = 'while indexes are built'
  if (request.isConcurrent) return [lockFor('SHARE UPDATE EXCLUSIVE', to.name, time)]
  const staying = new Set<unknown>([...adopting.values(), ...renamed.values(), ...late])
  const earlier = [columns.added, columns.dropped, alteredColumns, checks.dropped, foreignKeys.dropped, constraints]
  const isHeld = [...earlier.flat(), ...[...indexes.dropped, ...uniques.dropped].filter((one) => !staying.has(one))]
  return [lockFor(isHeld.length > 0 ? 'ACCESS EXCLUSIVE' : 'SHARE', to.name, time, 'with --concurrently everybody can')]
}

/** The tables that have a column of a type. */
export const tablesOf = ({ name: type }: EnumType, { to: { tables } }: PlanRequest): string[] =>
  tables.filter(({ columns }) => columns.some((column) => bare(column.type) === type)).map(({ name }) => name)
