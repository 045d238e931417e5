import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { closed, sameCheck } from '../same.ts'
import type { Check, Column, ForeignKey, Schema, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { fillNulls, isConstant } from './columns.ts'
import { suffixed } from './default-name.ts'
import { mentions, nameKey, sameExpression } from './expression.ts'
import { identifier } from './identifier.ts'
import { impactOf, type TableImpact, untouched } from './impact.ts'
import { addConstraint, validateConstraint } from './name-constraint.ts'
import { isMadeAnew, isSameReference } from './references.ts'
import { bare } from './type.ts'

/**
 * The schema to reach, but for what only a look at all rows of a table can tell: its new checks and references, and those
 * that are made anew, are not valid yet, and what is to have no null still may.
 */
export function withoutValidation(request: PlanRequest): Schema {
  const { to, difference } = request
  const impact = impactOf(request)
  const open = new Map(
    difference.altered.map((table) => [table.to, openTable(table, impact.get(table.to.name) ?? untouched, request)]),
  )
  const isAnew = isMadeAnew(request, impact)
  const openAnew = (table: Table): Table => ({
    ...table,
    foreignKeys: table.foreignKeys.map((key) => (isAnew(table.name, key) ? { ...key, isNotValid: true } : key)),
  })
  return { ...to, tables: to.tables.map((table) => openAnew(open.get(table) ?? table)) }
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
    checks: to.checks.map((check) => (isOpened(check) ? { ...check, isNotValid: true } : check)),
    foreignKeys: to.foreignKeys.map((key) => (isOpenedKey(key) ? { ...key, isNotValid: true } : key)),
  }
}

const isSameCheck = sameCheck({ nameKey, sameExpression })

/** Whether its values and their numbers come from where they came from before. */
const keepsItsRows = ({ from, to, aspects }: ColumnDifference): boolean =>
  !from.generated && !to.generated && !from.identity && !to.identity && !aspects.includes('generated')

/** Whether a column is to have no null that still may. */
export const hasNulls = (open: Schema, { tables }: Schema): boolean =>
  tables.some((table, at) =>
    table.columns.some(({ nullable }, place) => !nullable && open.tables[at]!.columns[place]!.nullable),
  )

/**
 * The statements that look at all rows, while everybody may write. Where there is to be no null, rows are filled, and a check
 * says so until PostgreSQL knows: it need not look again then. It stands for a moment, and nobody waits for what it looks at,
 * as long as each statement is a transaction of its own; any may be the last one of a run, and so the next begins anew.
 */
export function planValidation(request: PlanRequest): Step[] {
  const { difference, isWayBack } = request
  const required = difference.altered.flatMap(({ to, alteredColumns }) =>
    alteredColumns.map((column) => ({ table: to, column: column.to, proof: proofFor(to, column.to) })),
  )
  // What holds goes on to hold.
  if (isWayBack) return required.map(({ table, column }) => alter(table, column, { drop: 'not null' }))
  return [
    ...required.flatMap(({ table, column, proof }) => [
      ...fillNulls(column, table, request),
      dropProof(table, proof),
      addConstraint(table.name, { kind: 'check', ...proof }),
      // Those that came meanwhile.
      ...fillNulls(column, table, request),
      validateConstraint(table.name, { kind: 'check', ...proof }),
      alter(table, column, { set: 'not null' }),
      dropProof(table, proof),
    ]),
    ...difference.altered.flatMap(({ to, checks, foreignKeys }) => [
      ...checks.added.map((check) => validateConstraint(to.name, { kind: 'check', ...check })),
      ...foreignKeys.added.map((key) => validateConstraint(to.name, { kind: 'foreign_key', ...key })),
    ]),
  ]
}

const proofFor = ({ name: table }: Table, { name }: Column): Check & { readonly name: string } => ({
  name: suffixed(`${table}_${name}`, 'present'),
  expression: `${identifier(name)} is not null`,
  column: name,
  isNotValid: true,
})

const dropProof = ({ name: table }: Table, { name }: { readonly name: string }): Step => ({
  kind: 'sql',
  statement: `alter table ${identifier(table)} drop constraint if exists ${identifier(name)}`,
})

const alter = (
  { name: table }: Table,
  { name: column }: Column,
  change: { readonly set: 'not null' } | { readonly drop: 'not null' },
): Step => ({ kind: 'alterColumn', table, column, change })
