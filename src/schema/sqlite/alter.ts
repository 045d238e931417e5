import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { isPartOfKey } from '../part-of-key.ts'
import type { Check, Column, ForeignKey, Named, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { mentions } from './expression.ts'
import { identifier } from './identifier.ts'
import { nameKey } from './name-key.ts'
import { isNeverNull } from './never-null.ts'
import { standIn } from './stand-in.ts'

/**
 * Whether `alter table` can do it all, one thing at a time: https://www.sqlite.org/lang_altertable.html. It adds columns
 * that need nothing of the rows, drops columns that nothing else speaks of, says whether a column can be null, and adds and
 * drops checks.
 */
export function canAlter(difference: TableDifference): boolean {
  const { columns, alteredColumns, uniques, foreignKeys, checks, primaryKey, storage } = difference
  return (
    !primaryKey &&
    !storage &&
    alteredColumns.every((column) => isNullability(column, difference)) &&
    uniques.dropped.length + uniques.added.length + foreignKeys.dropped.length === 0 &&
    checks.dropped.every((check) => goesByItself(check, columns.dropped) || hasOwnName(check, difference.from)) &&
    checks.added.every((check) => isDeclared(check, columns.added) || isCheckable(check, difference.to)) &&
    foreignKeys.added.every((key) => isAddable(key, columns.added)) &&
    columns.added.every((column) => isPlain(column) || isFillable(column, difference)) &&
    columns.dropped.every((column) => isDroppable(column, difference))
  )
}

/** The steps; indexes that go are dropped before any table changes. */
export function alter(difference: TableDifference, fills: ReadonlyMap<string, string>): Step[] {
  const {
    to: { name: table },
    columns,
    alteredColumns,
    foreignKeys,
    checks,
    indexes,
  } = difference
  return [
    ...checks.dropped.flatMap(({ name }): Step[] =>
      name === undefined ? [] : [{ kind: 'dropConstraint', table, constraint: name }],
    ),
    ...columns.dropped.map((column): Step => ({ kind: 'dropColumn', table, column: column.name })),
    ...columns.added.flatMap((column): Step[] => {
      const foreignKey = foreignKeys.added.find((key) => key.columns[0] === column.name)
      const own = checks.added.filter((check) => isDeclared(check, [column]))
      const add = { kind: 'addColumn', table, ...(foreignKey && { foreignKey }), checks: own } as const
      if (!isFilled(column)) return [{ ...add, column }]
      return [{ ...add, column: { ...column, nullable: true } }, ...forbidNull(column, difference, fills)]
    }),
    ...alteredColumns.flatMap((column): Step[] =>
      losesNull(column)
        ? forbidNull(column.to, difference, fills)
        : [{ kind: 'alterColumn', table, column: column.to.name, change: { drop: 'not null' } }],
    ),
    ...checks.added
      .filter((check) => !isDeclared(check, columns.added))
      .map(({ name, expression }): Step => ({
        kind: 'addConstraint',
        table,
        constraint: { kind: 'check', name: name!, expression },
      })),
    ...indexes.added.map((index): Step => ({ kind: 'createIndex', table, index })),
  ]
}

const isOf = ({ column }: Check, { name }: Column): boolean => column !== undefined && nameKey(column) === nameKey(name)

/** Whether a check comes with its column: not where that has null in the rows at first. */
const isDeclared = (check: Check, added: readonly Column[]): boolean =>
  isOfAny(
    check,
    added.filter((column) => !isFilled(column)),
  )

const isOfAny = (check: Check, columns: readonly Column[]): boolean => columns.some((column) => isOf(check, column))

/** A check without a name goes with its column, and cannot be dropped in another way. */
const goesByItself = (check: Check, dropped: readonly Column[]): boolean =>
  check.name === undefined && isOfAny(check, dropped)

/** A check that had no name comes back without, as the migrations before this one have it. */
const isCheckable = ({ name, expression }: Check, table: Table): boolean =>
  name !== undefined && isNeverNull(expression, table)

/** SQLite drops the first constraint that has the name. */
function hasOwnName({ name }: Check, { primaryKey, uniques, foreignKeys, checks }: Table): boolean {
  if (name === undefined) return false
  const all: readonly Named[] = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks]
  return all.filter((other) => other.name !== undefined && nameKey(other.name) === nameKey(name)).length === 1
}

/** Whether a column only takes null, or takes it no more: of a key it is more than that. */
function isNullability(column: ColumnDifference, difference: TableDifference): boolean {
  const { from, to, aspects } = column
  return (
    aspects.join() === 'nullable' &&
    [from, to].every(({ onConflict, generated }) => onConflict === undefined && generated === undefined) &&
    !difference.to.primaryKey?.columns.some((name) => nameKey(name) === nameKey(to.name)) &&
    (to.nullable || isUpdatable(to, difference))
  )
}

/** Whether a column can be there before its rows have a value. */
const isFillable = (column: Column, difference: TableDifference): boolean =>
  isFilled(column) && column.onConflict === undefined && isUpdatable(column, difference)

/** Whether nothing says what rows that are there have in a new column. */
export const isFilled = ({ nullable, default: usual, generated }: Column): boolean =>
  !nullable && usual === undefined && generated === undefined

/** Whether rows can be filled by an `update`: a trigger would see it, and what is unique takes a value for each row. */
const isUpdatable = (column: Column, { from, to }: TableDifference): boolean =>
  from.triggers.length === 0 && !isPartOfKey(column, to)

function forbidNull(column: Column, { from, to }: TableDifference, fills: ReadonlyMap<string, string>): Step[] {
  const [table, name] = [to.name, identifier(column.name)]
  const value = fills.get(fillKey(table, column.name)) ?? column.default ?? standIn(column, to, from.name)
  return [
    { kind: 'sql', statement: `update ${identifier(table)} set ${name} = ${value} where ${name} is null` },
    { kind: 'alterColumn', table, column: column.name, change: { set: 'not null' } },
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

function isDroppable({ name }: Column, { from, to, checks }: TableDifference): boolean {
  const keys = [from.primaryKey?.columns ?? [], ...[...from.uniques, ...from.foreignKeys].map(({ columns }) => columns)]
  const speaksOfIt = (check: Check): boolean => !checks.dropped.includes(check) && mentions(check.expression, name)
  return (
    to.columns.some((column) => from.columns.some((other) => other.name === column.name)) &&
    !keys.flat().includes(name) &&
    !from.checks.some(speaksOfIt) &&
    !from.columns.some(({ generated }) => generated && mentions(generated.expression, name)) &&
    !to.indexes.some(({ where }) => where !== undefined && mentions(where, name))
  )
}
