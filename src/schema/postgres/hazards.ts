import type { ColumnDifference, TableDifference } from '../compare.ts'
import type { PlanRequest } from '../dialect.ts'
import { fillKey, losesNull } from '../fills.ts'
import type { ForeignKey, Index, Unique } from '../schema.ts'
import { castOf, isKeyExchange } from './cast.ts'
import { changedViews } from './dependents.ts'
import { recreatedEnums } from './enums.ts'
import { mentions } from './expression.ts'
import { impactOf } from './impact.ts'
import { holdsAll, isWider } from './type.ts'

/** What may go wrong, or be lost, where there are rows; one sentence each. */
export function hazards(request: PlanRequest): string[] {
  const { difference } = request
  const found = [
    ...difference.tables.dropped.map(({ name }) => `The table ${name} is dropped, with all of its rows.`),
    ...recreatedEnums(request).flatMap(({ from, to }) => {
      const lost = from.values.filter((value) => !to.values.includes(value))
      return [
        ...(lost.length > 0 ? [`It fails where a row has ${lost.join(' or ')}, which ${to.name} has no more.`] : []),
        `The tables with a column of type ${to.name} are rewritten, and cannot be read until that is done.`,
      ]
    }),
    ...difference.altered.flatMap((table) => tableHazards(table, request)),
    ...changedViews(request, impactOf(request))
      .dropped.filter(({ name }) => request.to.views.some((view) => view.name === name))
      .map(({ name }) => `The view ${name} is made again: what was granted on it by hand has to be granted again.`),
  ]
  return [...new Set(found)]
}

function tableHazards(
  difference: TableDifference,
  { fills, to: { views }, isConcurrent = false }: PlanRequest,
): string[] {
  const { to, columns, alteredColumns, uniques, checks, foreignKeys, indexes, primaryKey } = difference
  const isNew = (name: string): boolean => columns.added.some((column) => column.name === name)
  const keys = foreignKeys.added.filter(
    (key) => !key.columns.every(isNew) && !foreignKeys.dropped.some((old) => leadsThere(old, key)),
  )
  const built = [...indexes.added, ...uniques.added].filter((index) => !columnNames(index).every(isNew))
  return [
    ...columns.dropped.flatMap(({ name }) => [
      `${to.name}.${name} is dropped, with what is in it.`,
      ...views
        .filter(({ sql }) => mentions(sql, to.name) && mentions(sql, name))
        .map((view) => `The view ${view.name} speaks of ${name}: look at it.`),
    ]),
    ...columns.added.flatMap(({ name }) => {
      const fill = fills.get(fillKey(to.name, name))
      return fill === undefined ? [] : [`${to.name}.${name} is ${fill} in the rows that are there.`]
    }),
    ...columns.added
      .filter(({ generated }) => generated?.stored)
      .map(({ name }) => `${to.name} is rewritten for ${name}, and cannot be read until that is done.`),
    ...alteredColumns.flatMap((column) => columnHazards(column, to.name, fills)),
    ...[...uniques.added, ...indexes.added.filter(({ unique }) => unique)]
      .filter((index) => !isThere(index, difference) && !columnNames(index).every(isNew))
      .map((index) => `It fails where rows of ${to.name} have the same ${columnNames(index).join(' and ')}.`),
    ...(primaryKey && to.primaryKey && difference.from.primaryKey?.columns.join() !== to.primaryKey.columns.join()
      ? [`It fails where rows of ${to.name} share their new primary key.`]
      : []),
    ...checks.added
      .filter(({ column }) => column === undefined || !isNew(column))
      .map(({ expression }) => `It fails where a row of ${to.name} breaks its check: ${expression}.`),
    ...keys.map(
      (key) => `It fails where ${to.name}.${key.columns.join(', ')} refers to a row of ${key.table} that is not there.`,
    ),
    ...(built.length > 0 && !isConcurrent
      ? [`Nothing can be written to ${to.name} until its new indexes are built: with --concurrently it can.`]
      : []),
    ...keys.map(({ table }) => `Nothing can be written to ${to.name} and ${table} until the reference is checked.`),
  ]
}

function columnHazards(column: ColumnDifference, table: string, fills: ReadonlyMap<string, string>): string[] {
  const { from, to, aspects } = column
  const fill = fills.get(fillKey(table, to.name)) ?? to.default
  const name = `${table}.${to.name}`
  const isOther = aspects.includes('type') && !isWider(from.type, to.type)
  const isExchange = isKeyExchange(from.type, to.type)
  return [
    ...(isExchange && to.type === 'uuid'
      ? [
          `${name} was ${from.type} and becomes uuid: 7 is 00000000-0000-8000-8000-000000000007 then, here and in all that refers to it.`,
        ]
      : []),
    ...(isExchange && to.type !== 'uuid'
      ? [`${name} was uuid and becomes ${to.type}, of its last 48 bits: it fails where two become the same.`]
      : []),
    ...(isOther && !isExchange && castOf(from, to) !== undefined
      ? [`${name} was ${from.type} and becomes ${to.type}: it fails where a value is none.`]
      : []),
    ...(isOther && castOf(from, to) === undefined && !holdsAll(from.type, to.type)
      ? [`${name} was ${from.type} and becomes ${to.type}: it fails where a value does not fit.`]
      : []),
    ...(isOther ? [`${table} is rewritten, and cannot be read until that is done.`] : []),
    ...(losesNull(column) && fill !== undefined ? [`${name} becomes ${fill} where it was null.`] : []),
    ...(losesNull(column) ? [`${table} cannot be read until all of its rows have been looked at for ${to.name}.`] : []),
  ]
}

/** A reference of which only what happens on delete is another. */
const leadsThere = (old: ForeignKey, key: ForeignKey): boolean =>
  [old.columns, old.references].join() === [key.columns, key.references].join() && old.table === key.table

/** Whether what is to be unique was so before, under another name. */
const isThere = (index: Unique | Index, { uniques, indexes }: TableDifference): boolean =>
  [...uniques.dropped, ...indexes.dropped.filter(({ unique }) => unique)].some(
    (other) => columnNames(other).join() === columnNames(index).join(),
  )

const columnNames = ({ columns }: Unique | Index): string[] =>
  columns.map((column) =>
    typeof column === 'string' ? column : 'column' in column ? column.column : `(${column.expression})`,
  )
