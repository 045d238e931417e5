import type { ColumnDifference, TableDifference } from '../compare.ts'
import type { PlanRequest } from '../dialect.ts'
import { fillKey, losesNull } from '../fills.ts'
import { closed, sameCheck } from '../same.ts'
import type { Check, Column, ForeignKey, Schema, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { fillNulls, isConstant } from './columns.ts'
import { suffixed } from './default-name.ts'
import { mentions, nameKey, sameExpression } from './expression.ts'
import { identifier } from './identifier.ts'
import { impactOf, type TableImpact, untouched } from './impact.ts'
import { addConstraint, dropConstraint, validateConstraint } from './name-constraint.ts'
import { isSameReference } from './references.ts'
import { bare } from './type.ts'

/**
 * The schema to reach, but for what only a look at all rows of a table can tell: its new checks and references are not
 * valid yet, and where it is to have no null, a check says so that is not valid either.
 */
export function withoutValidation(request: PlanRequest): Schema {
  const { to, difference } = request
  const impact = impactOf(request)
  const open = new Map(
    difference.altered.map((table) => [table.to, openTable(table, impact.get(table.to.name) ?? untouched, request)]),
  )
  return { ...to, tables: to.tables.map((table) => open.get(table) ?? table) }
}

function openTable(difference: TableDifference, { lost }: TableImpact, { to: { objects = [] }, fills }: PlanRequest) {
  const { from, to, columns, alteredColumns, checks, foreignKeys } = difference
  const isComposite = ({ type }: Column): boolean => objects.some(({ name }) => name === `type ${bare(type)}`)
  /** Whether each row has the same in it, so that one look is as good as many. */
  const isUniform = (name: string): boolean => {
    const column = columns.added.find((one) => one.name === name)
    const fill = fills.get(fillKey(to.name, name)) ?? ''
    return column !== undefined && !column.generated && !column.identity && (fill === '' || isConstant(fill))
  }
  const isEmpty = (name: string): boolean =>
    columns.added.some((column) => column.name === name && column.nullable && column.default === undefined) &&
    isUniform(name)
  const isKey = ({ name }: Column): boolean => to.primaryKey?.columns.includes(name) === true
  const proven = [
    ...alteredColumns.filter((column) => losesNull(column) && !lost.has(column.to.name) && keepsItsRows(column)),
    ...columns.added
      .filter((column) => !column.nullable && !column.identity && fills.has(fillKey(to.name, column.name)))
      .filter(({ name }) => !isUniform(name))
      .map((column) => ({ to: column })),
  ]
    .map((column) => column.to)
    .filter((column) => !isKey(column) && !isComposite(column))

  const isOpened = (check: Check): boolean =>
    checks.added.includes(check) &&
    !check.isNotValid &&
    !checks.dropped.some((old) => old.isNotValid && isSameCheck(closed(old), check)) &&
    [...from.columns, ...columns.added].some(({ name }) => !isUniform(name) && mentions(check.expression, name))
  const isOpenedKey = (key: ForeignKey): boolean =>
    foreignKeys.added.includes(key) &&
    !key.isNotValid &&
    !foreignKeys.dropped.some((old) => old.isNotValid && isSameReference(closed(old), key)) &&
    !key.columns.every(isEmpty)
  return {
    ...to,
    columns: to.columns.map((column) => (proven.includes(column) ? { ...column, nullable: true } : column)),
    checks: [
      ...to.checks.map((check) => (isOpened(check) ? { ...check, isNotValid: true } : check)),
      ...proven.map(proofFor(to)),
    ],
    foreignKeys: to.foreignKeys.map((key) => (isOpenedKey(key) ? { ...key, isNotValid: true } : key)),
  }
}

const isSameCheck = sameCheck({ nameKey, sameExpression })

/** Whether its values and their numbers come from where they came from before. */
const keepsItsRows = ({ from, to, aspects }: ColumnDifference): boolean =>
  !from.generated && !to.generated && !from.identity && !to.identity && !aspects.includes('generated')

/** A check that says what `not null` does: by it, PostgreSQL need not look at the rows again. */
const proofFor =
  (table: Table) =>
  ({ name }: Column): Check => ({
    name: suffixed(`${table.name}_${name}`, 'present'),
    expression: notNull(name),
    column: name,
    isNotValid: true,
  })

/** What a column says that may not be null. */
export const notNull = (column: string): string => `${identifier(column)} is not null`

/**
 * The statements that look at all rows, while everybody may write, and only then what takes a moment. The way back leaves
 * what holds as it is, but for the nulls that there may be again.
 */
export function planValidation(request: PlanRequest): Step[] {
  const { difference, isWayBack } = request
  const changes = difference.altered.map((table) => ({ ...table, proofs: proofsIn(table, isWayBack) }))
  if (isWayBack)
    return changes.flatMap(({ to, alteredColumns, proofs: own }) => [
      ...own.map((check) => addConstraint(to.name, { kind: 'check', ...check })),
      ...alteredColumns.map(({ to: { name } }) => alter(to, name, { drop: 'not null' })),
    ])
  return [
    ...changes.flatMap(({ to, alteredColumns }) => alteredColumns.flatMap((one) => fillNulls(one.to, to, request))),
    ...changes.flatMap(({ to, checks, proofs: own }) =>
      [...own, ...checks.added].map((check) => validateConstraint(to.name, { kind: 'check', ...check })),
    ),
    ...changes.flatMap(({ to, foreignKeys }) =>
      foreignKeys.added.map((key) => validateConstraint(to.name, { kind: 'foreign_key', ...key })),
    ),
    ...changes.flatMap(({ to, alteredColumns, proofs: own }) => [
      ...alteredColumns.map(({ to: { name } }) => alter(to, name, { set: 'not null' })),
      ...own.map((check) => dropConstraint(to.name, { kind: 'check', ...check })),
    ]),
  ]
}

const alter = (
  { name: table }: Table,
  column: string,
  change: { readonly set: 'not null' } | { readonly drop: 'not null' },
): Step => ({ kind: 'alterColumn', table, column, change })

/** The checks that are there between two schemas only. */
function proofsIn({ checks }: TableDifference, isWayBack: boolean): Check[] {
  const [own, others] = isWayBack ? [checks.added, checks.dropped] : [checks.dropped, checks.added]
  return own.filter((check) => !others.some(({ expression }) => sameExpression(expression, check.expression)))
}
