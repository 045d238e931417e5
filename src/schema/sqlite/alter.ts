import type { TableDifference } from '../compare.ts'
import type { Check, Column, ForeignKey } from '../schema.ts'
import type { Step } from '../step.ts'
import { mentions } from './expression.ts'

/**
 * Whether `alter table` can do it all, one column at a time: https://www.sqlite.org/lang_altertable.html. It adds columns
 * that need nothing of the rows, and drops columns that nothing else speaks of.
 */
export function canAlter(difference: TableDifference): boolean {
  const { columns, alteredColumns, uniques, foreignKeys, checks, primaryKey, storage } = difference
  return (
    !primaryKey &&
    !storage &&
    alteredColumns.length === 0 &&
    uniques.dropped.length + uniques.added.length + foreignKeys.dropped.length === 0 &&
    checks.dropped.every(({ column }) => columns.dropped.some(({ name }) => name === column)) &&
    checks.added.every(({ column }) => columns.added.some(({ name }) => name === column)) &&
    foreignKeys.added.every((key) => isAddable(key, columns.added)) &&
    columns.added.every(isPlain) &&
    columns.dropped.every((column) => isDroppable(column, difference))
  )
}

/** The steps; indexes that go are dropped before any table changes. */
export function alter({ to: { name: table }, columns, foreignKeys, checks, indexes }: TableDifference): Step[] {
  return [
    ...columns.dropped.map((column): Step => ({ kind: 'dropColumn', table, column: column.name })),
    ...columns.added.map((column): Step => {
      const foreignKey = foreignKeys.added.find((key) => key.columns[0] === column.name)
      const own = checks.added.filter((check) => check.column === column.name)
      return { kind: 'addColumn', table, column, ...(foreignKey && { foreignKey }), checks: own }
    }),
    ...indexes.added.map((index): Step => ({ kind: 'createIndex', table, index })),
  ]
}

/** A column that rows can have at once: without a value, or with a constant one. */
const isPlain = ({ nullable, default: usual, generated }: Column): boolean =>
  generated ? !generated.stored : usual === undefined ? nullable : isConstant(usual)

/** A number, a text, a blob: nothing that is worked out when a row is written. */
const isConstant = (expression: string): boolean =>
  /^([-+]?[\d.]+(e[-+]?\d+)?|x?'([^']|'')*'|null|true|false)$/i.test(expression)

/** A reference is added with a column that has no value yet. */
const isAddable = ({ columns: [name, ...others] }: ForeignKey, added: readonly Column[]): boolean =>
  others.length === 0 && added.some((column) => column.name === name && column.default === undefined)

function isDroppable({ name }: Column, { from, to }: TableDifference): boolean {
  const keys = [from.primaryKey?.columns ?? [], ...[...from.uniques, ...from.foreignKeys].map(({ columns }) => columns)]
  const speaksOfIt = (check: Check): boolean => check.column !== name && mentions(check.expression, name)
  return (
    to.columns.some((column) => from.columns.some((other) => other.name === column.name)) &&
    !keys.flat().includes(name) &&
    !from.checks.some(speaksOfIt) &&
    !from.columns.some(({ generated }) => generated && mentions(generated.expression, name)) &&
    !to.indexes.some(({ where }) => where !== undefined && mentions(where, name))
  )
}
