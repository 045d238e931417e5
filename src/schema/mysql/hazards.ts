import type { ColumnDifference, TableDifference } from '../compare.ts'
import type { PlanRequest } from '../dialect.ts'
import { fillKey, losesNull } from '../fills.ts'
import type { ForeignKey, Index, View } from '../schema.ts'
import { mentions, nameKey } from './expression.ts'
import { enumValues, familyOf, holdsAll } from './type.ts'

/** What may go wrong, or be lost, where there are rows; one sentence each. */
export function hazards({ difference, fills, to }: PlanRequest): string[] {
  const found = [
    ...difference.tables.dropped.flatMap(({ name }) => [
      `The table ${name} is dropped, with all of its rows.`,
      ...spoken(to.views, name),
    ]),
    ...difference.altered.flatMap((table) => tableHazards(table, fills, to.views)),
  ]
  return [...new Set(found)]
}

const spoken = (views: readonly View[], table: string, name = table): string[] =>
  views
    .filter(({ sql }) => mentions(sql, table) && mentions(sql, name))
    .map((view) => `The view ${view.name} speaks of ${name}: look at it.`)

function tableHazards(
  difference: TableDifference,
  fills: ReadonlyMap<string, string>,
  views: readonly View[],
): string[] {
  const { from, to, columns, alteredColumns, checks, foreignKeys, indexes, primaryKey } = difference
  const isNew = (name: string): boolean => columns.added.some((column) => nameKey(column.name) === nameKey(name))
  const keys = foreignKeys.added.filter(
    (key) => !key.columns.every(isNew) && !foreignKeys.dropped.some((old) => leadsThere(old, key)),
  )
  const isCopied =
    primaryKey ||
    columns.added.some(({ generated, identity }) => generated?.stored || identity) ||
    alteredColumns.some(isOther) ||
    alteredColumns.some(losesNull) ||
    from.collation !== to.collation
  return [
    ...columns.dropped.flatMap(({ name }) => [
      `${to.name}.${name} is dropped, with what is in it.`,
      ...spoken(views, to.name, name),
      ...to.triggers
        .filter(({ sql }) => mentions(sql, name))
        .map((trigger) => `The trigger ${trigger.name} speaks of ${name}: look at it.`),
    ]),
    ...columns.added.flatMap(({ name }) => {
      const fill = fills.get(fillKey(to.name, name))
      return fill === undefined ? [] : [`${to.name}.${name} is ${fill} in the rows that are there.`]
    }),
    ...[...columns.added, ...alteredColumns.map((column) => column.to)]
      .filter(({ generated }) => generated?.stored)
      .map(({ name }) => `${to.name}.${name} is computed for each row: it fails where that cannot be.`),
    ...alteredColumns.flatMap((column) => columnHazards(column, to.name, fills)),
    ...indexes.added
      .filter((index) => index.unique && !isThere(index, difference) && !columnNames(index).every(isNew))
      .map((index) => `It fails where rows of ${to.name} have the same ${columnNames(index).join(' and ')}.`),
    ...(primaryKey && to.primaryKey && from.primaryKey?.columns.join() !== to.primaryKey.columns.join()
      ? [`It fails where rows of ${to.name} share their new primary key.`]
      : []),
    ...checks.added
      .filter(({ column }) => column === undefined || !isNew(column))
      .map(({ expression }) => `It fails where a row of ${to.name} breaks its check: ${expression}.`),
    ...keys.map(
      (key) => `It fails where ${to.name}.${key.columns.join(', ')} refers to a row of ${key.table} that is not there.`,
    ),
    ...(isCopied ? [`${to.name} is copied, and nothing can be written to it until that is done.`] : []),
    ...keys.map(({ table }) => `Nothing can be written to ${to.name} and ${table} until the reference is checked.`),
  ]
}

const isOther = ({ from, to, aspects }: ColumnDifference): boolean =>
  aspects.includes('collation') || (aspects.includes('type') && !growsInPlace(from.type, to.type))

/** A longer text has room where it is, as long as its length takes no more bytes, and so has an enum of more values. */
function growsInPlace(from: string, to: string): boolean {
  const [known, values] = [from, to].map(enumValues)
  if (known && values) return holdsAll(from, to) && known.length > 255 === values.length > 255
  const [old, fresh] = [from, to].map((type) => Number(/^varchar\((\d+)\)$/.exec(type)?.[1] ?? Number.NaN)) as [
    number,
    number,
  ]
  return fresh >= old && (fresh <= 63 || old > 63)
}

function columnHazards(column: ColumnDifference, table: string, fills: ReadonlyMap<string, string>): string[] {
  const { from, to, aspects } = column
  const fill = fills.get(fillKey(table, to.name)) ?? to.default
  const name = `${table}.${to.name}`
  const was = `${name} was ${from.type} and becomes ${to.type}`
  return [
    ...(aspects.includes('type') && !holdsAll(from.type, to.type)
      ? [
          isRounded(from.type, to.type)
            ? `${was}: values are rounded, and it fails where one does not fit.`
            : `${was}: it fails where a value does not fit.`,
        ]
      : []),
    ...(losesNull(column) && fill !== undefined ? [`${name} becomes ${fill} where it was null.`] : []),
  ]
}

/** What has fewer places is cut without a word. */
const isRounded = (from: string, to: string): boolean =>
  familyOf(from) === familyOf(to) &&
  ['number', 'time', 'boolean'].includes(familyOf(from)) &&
  /decimal|float|double|time/.test(from)

/** A reference of which only what happens on delete is another. */
const leadsThere = (old: ForeignKey, key: ForeignKey): boolean =>
  [old.columns, old.references].join() === [key.columns, key.references].join() && old.table === key.table

/** Whether what is to be unique was so before, under another name. */
const isThere = (index: Index, { indexes }: TableDifference): boolean =>
  indexes.dropped.some((other) => other.unique && columnNames(other).join() === columnNames(index).join())

const columnNames = ({ columns }: Index): string[] =>
  columns.map((column) => ('column' in column ? column.column : `(${column.expression})`))
