import type { ColumnDifference, TableDifference } from '../compare.ts'
import type { PlanRequest } from '../dialect.ts'
import { fillKey, losesNull } from '../fills.ts'
import type { Check, ForeignKey, Index, Unique } from '../schema.ts'
import { affinityOf, narrows } from './affinity.ts'
import { canAlter, isFilled } from './alter.ts'
import { canonicalExpression, mentions } from './expression.ts'
import { exchangeOf } from './key-exchange.ts'

/** What may go wrong, or be lost, where there are rows; one sentence each. */
export function hazards(request: PlanRequest): string[] {
  const { difference } = request
  return [
    ...difference.tables.dropped.map(({ name }) => `The table ${name} is dropped, with all of its rows.`),
    ...difference.altered.flatMap((table) => tableHazards(table, request)),
    ...difference.altered
      .filter((table) => !canAlter(table))
      .map(({ to }) => `The table ${to.name} is copied, and nothing else can be written until that is done.`),
    ...difference.altered
      .filter((table) => canAlter(table) && isChecked(table))
      .map(({ to }) => `All rows of ${to.name} are read, and nothing else can be written until that is done.`),
  ]
}

/** Whether rows that are there have to be looked at. */
const isChecked = ({ columns, alteredColumns, checks }: TableDifference): boolean =>
  alteredColumns.some(losesNull) ||
  columns.added.some(isFilled) ||
  checks.added.some(({ column }) => !columns.added.some(({ name }) => name === column))

function tableHazards(difference: TableDifference, request: PlanRequest): string[] {
  const {
    fills,
    to: { views },
  } = request
  const exchange = exchangeOf(request.from, request.to)
  const { to, columns, alteredColumns, uniques, checks, foreignKeys, indexes, primaryKey } = difference
  const isNew = (name: string): boolean => columns.added.some((column) => column.name === name)
  return [
    ...columns.dropped.flatMap(({ name }) => [
      `${to.name}.${name} is dropped, with what is in it.`,
      ...views
        .filter(({ sql }) => mentions(sql, difference.from.name) && mentions(sql, name))
        .map((view) => `The view ${view.name} speaks of ${name}: look at it.`),
    ]),
    ...columns.added.flatMap(({ name }) => {
      const fill = fills.get(fillKey(to.name, name))
      return fill === undefined ? [] : [`${to.name}.${name} is ${fill} in the rows that are there.`]
    }),
    ...alteredColumns.flatMap((column) =>
      exchange(to, column.from, column.to) === undefined
        ? columnHazards(column, to.name, fills)
        : [exchangeHazard(column, to.name)],
    ),
    ...[...uniques.added, ...indexes.added.filter((index) => index.unique && !hasDropped(indexes.dropped, index))]
      .map(columnNames)
      .filter((names) => !names.every(isNew))
      .map((names) => `It fails where rows of ${to.name} have the same ${names.join(' and ')}.`),
    ...(primaryKey && to.primaryKey && !sameKeyColumns(difference)
      ? [`It fails where rows of ${to.name} share their new primary key.`]
      : []),
    ...checks.added
      .filter(({ column }) => column === undefined || !isNew(column))
      .filter((check) => !checks.dropped.some((old) => allowsAll(old, check)))
      .map(({ expression }) => `It fails where a row of ${to.name} breaks its check: ${expression}.`),
    ...foreignKeys.added
      .filter((key) => !key.columns.every(isNew) && !foreignKeys.dropped.some((old) => leadsThere(old, key)))
      .map(
        (key) =>
          `It fails where ${to.name}.${key.columns.join(', ')} refers to a row of ${key.table} that is not there.`,
      ),
  ]
}

function exchangeHazard({ from, to }: ColumnDifference, table: string): string {
  const name = `${table}.${to.name} was ${from.type} and becomes ${to.type}`
  return affinityOf(to.type) === 'text'
    ? `${name}: 7 is 00000000-0000-8000-8000-000000000007 then, here and in all that refers to it.`
    : `${name}, of the last 48 bits of a UUID: it fails where two become the same.`
}

function columnHazards(column: ColumnDifference, table: string, fills: ReadonlyMap<string, string>): string[] {
  const { from, to, aspects } = column
  const fill = fills.get(fillKey(table, to.name)) ?? to.default
  return [
    ...(aspects.includes('type') && narrows(from.type, to.type)
      ? [
          `${table}.${to.name} was ${from.type || 'untyped'} and becomes ${to.type || 'untyped'}: what does not fit is changed by the cast.`,
        ]
      : []),
    ...(losesNull(column) && fill !== undefined ? [`${table}.${to.name} becomes ${fill} where it was null.`] : []),
  ]
}

/** Whether a list of values has all of another, and maybe more. */
function allowsAll(old: Check, check: Check): boolean {
  const [one, other] = [old, check].map(({ expression }) =>
    /^(\S+) in \( (.*) \)$/.exec(canonicalExpression(expression)),
  )
  const values = other?.[2]!.split(' , ')
  return one?.[1] === other?.[1] && one?.[2]!.split(' , ').every((value) => values!.includes(value)) === true
}

const sameKeyColumns = ({ from, to }: TableDifference): boolean =>
  from.primaryKey?.columns.join() === to.primaryKey?.columns.join()

/** A reference of which only what happens on delete is another. */
const leadsThere = (old: ForeignKey, key: ForeignKey): boolean =>
  [old.columns, old.references].join() === [key.columns, key.references].join() && old.table === key.table

/** A unique index that only changed its name. */
const hasDropped = (dropped: readonly Index[], index: Index): boolean =>
  dropped.some((other) => other.unique && columnNames(other).join() === columnNames(index).join())

const columnNames = ({ columns }: Unique | Index): string[] =>
  columns.map((column) =>
    typeof column === 'string' ? column : 'column' in column ? column.column : `(${column.expression})`,
  )
