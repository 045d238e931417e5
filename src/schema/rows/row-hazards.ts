import type { Dialect, PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { isPartOfKey } from '../part-of-key.ts'
import type { Renames } from '../renames.ts'
import { isOpen } from '../same.ts'
import type { Check, ForeignKey, Table } from '../schema.ts'
import { quoteText } from '../sql/quote-text.ts'
import { duplicates, wasUnique } from './duplicates.ts'
import { type Former, formerNames, select } from './former.ts'
import { leadsThere, orphans } from './orphans.ts'
import {
  checkedValues,
  isReplaced,
  replacedCondition,
  replacedHazard,
  replacedKey,
  replacedValues,
} from './replaced.ts'
import type { RowHazard } from './row-hazard.ts'

/**
 * The rows that stand in a migration's way, and those that are others after it.
 * @param renames what it renames first: until it has run, things have their old names
 */
export function rowHazards(request: PlanRequest, renames: Renames, dialect: Dialect): RowHazard[] {
  const former = formerNames(request.from, request.to, renames, dialect)
  return [
    ...replacedValues(request, dialect).map((one) => replacedHazard(one, former)),
    ...lostValues(request, former),
    ...request.difference.altered.flatMap((table) => tableHazards(table, request, former, dialect)),
  ]
}

/** PostgreSQL: rows with a value that its type has no more. */
const lostValues = ({ difference, from: { tables }, fills }: PlanRequest, former: Former): RowHazard[] =>
  difference.enums.altered.flatMap(({ from, to }) => {
    const columns = tables.flatMap((table) =>
      table.columns.filter(({ type }) => type === to.name).map(({ name }) => ({ table: table.name, name })),
    )
    return columns.flatMap(({ table, name }) => {
      const lost = from.values.filter(
        (value) => !to.values.includes(value) && !fills.has(replacedKey(table, name, quoteText(value))),
      )
      if (lost.length === 0) return []
      const query = select(former.table(table), `${former.column(table, name)} in (${lost.map(quoteText).join(', ')})`)
      return [
        {
          text: `It fails where ${table}.${name} is ${lost.join(' or ')}, which ${to.name} has no more`,
          query,
          fails: true,
        },
      ]
    })
  })

function tableHazards(
  difference: TableDifference,
  request: PlanRequest,
  former: Former,
  dialect: Dialect,
): RowHazard[] {
  const { from, to, columns, alteredColumns, uniques, indexes, checks, foreignKeys, primaryKey } = difference
  const held = whatHeld(difference, request)
  const unique = [...uniques.added, ...indexes.added.filter((index) => index.unique)]
  const isKey = primaryKey && to.primaryKey && from.primaryKey?.columns.join() !== to.primaryKey.columns.join()
  return [
    ...alteredColumns.flatMap((column) => columnHazards(column, difference, request, former, dialect)),
    ...computed(difference),
    ...brokenBefore(difference, request, former, dialect),
    ...unique
      .filter((key) => !wasUnique(key, difference))
      .flatMap((key) => duplicates(key, difference, request, former, dialect)),
    ...(isKey ? duplicates(to.primaryKey, difference, request, former, dialect) : []),
    ...checks.added
      .filter(({ column, isNotValid }) => !isNotValid && !columns.added.some(({ name }) => name === column))
      .filter((check) => !held.checks.some((old) => allowsAll(old, check, to, request.fills, dialect)))
      .map((check) => broken(check, difference, former)),
    ...foreignKeys.added
      .filter((key) => !key.isNotValid && !held.foreignKeys.some((old) => leadsThere(old, key)))
      .flatMap((key) => orphans(key, difference, request, former, dialect)),
  ]
}

/** What goes, and held for each row; where there are several migrations, before the first of them. */
function whatHeld({ to, checks, foreignKeys }: TableDifference, { whole }: PlanRequest) {
  const first = whole?.altered.find((table) => table.to.name === to.name)
  const isValid = (one: Check | ForeignKey): boolean => !isOpen(one)
  return {
    checks: (first?.checks ?? checks).dropped.filter(isValid),
    foreignKeys: (first?.foreignKeys ?? foreignKeys).dropped.filter(isValid),
  }
}

function columnHazards(
  column: ColumnDifference,
  difference: TableDifference,
  request: PlanRequest,
  former: Former,
  dialect: Dialect,
): RowHazard[] {
  const { from, to, aspects } = column
  const table = difference.to.name
  const [rows, name] = [former.table(table), former.column(table, to.name)!]
  const fill = request.fills.get(fillKey(table, to.name)) ?? to.default
  const isOther = aspects.includes('type') && !isReplaced(to, difference.to, request, dialect)
  const found = isOther ? dialect.misfit(column, difference, request) : undefined
  return [
    ...(found
      ? [
          {
            text: `${table}.${to.name} was ${from.type || 'untyped'} and becomes ${to.type || 'untyped'}: ${found.text}`,
            ...(found.where && { query: select(rows, found.where(name)) }),
            fails: found.fails,
          },
        ]
      : []),
    ...(losesNull(column) && fill !== undefined
      ? [
          {
            text: `${table}.${to.name} becomes ${fill} where it was null`,
            query: select(rows, `${name} is null`),
            // There may be such a value already.
            fails: isPartOfKey(to, difference.to),
          },
        ]
      : []),
  ]
}

const computed = ({ to, columns, alteredColumns }: TableDifference): RowHazard[] =>
  [...columns.added, ...alteredColumns.filter(({ aspects }) => aspects.includes('generated')).map((one) => one.to)]
    .filter(({ generated }) => generated?.stored)
    .map(({ name }) => ({
      text: `${to.name}.${name} is computed for each row: it fails where that cannot be`,
      fails: true,
    }))

/** What is not valid lets the rows pass that were there, until one of them is written. */
function brokenBefore(
  { from, to, alteredColumns, columns, checks }: TableDifference,
  request: PlanRequest,
  former: Former,
  dialect: Dialect,
): RowHazard[] {
  const open = from.checks.filter((check) => isOpen(check) && !checks.dropped.includes(check))
  const filled = alteredColumns
    .filter((column) => losesNull(column) && (request.fills.get(fillKey(to.name, column.to.name)) ?? column.to.default))
    .map((column) => `${former.column(to.name, column.to.name)} is null`)
  const replaced = replacedValues(request, dialect).filter(({ table }) => table === to.name)
  const written = [...filled, ...replaced.map((one) => replacedCondition(one, former))]
  if (written.length === 0) return []
  return open.map(({ expression }) => ({
    text: `It fails where a row of ${to.name} that is filled breaks a check from before, which is not valid`,
    query: select(
      former.table(to.name),
      `(${written.join(' or ')}) and not (${former.expression(expression, to.name, columns.added)})`,
    ),
    fails: true,
  }))
}

/** Whether a list of values has all of another, but for what is replaced, and maybe more. */
const allowsAll = (old: Check, check: Check, table: Table, fills: Answers, dialect: Dialect): boolean =>
  table.columns.some((column) => {
    const [one, other] = [old, check].map((each) => checkedValues(column, each, dialect))
    const isFine = (value: string): boolean =>
      other?.includes(value) === true || fills.has(replacedKey(table.name, column.name, value))
    return other !== undefined && one?.every(isFine) === true
  })

type Answers = PlanRequest['fills']

function broken({ expression }: Check, { to, columns }: TableDifference, former: Former): RowHazard {
  const condition = former.expression(expression, to.name, columns.added)
  const start = `It fails where a row of ${to.name} breaks its check`
  if (condition === undefined) return { text: `${start} ${expression}`, fails: true }
  return { text: start, query: select(former.table(to.name), `not (${condition})`), fails: true }
}
