import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { leadsThere } from '../rows/orphans.ts'
import type { Index, Unique } from '../schema.ts'
import { changedViews } from './dependents.ts'
import { recreatedEnums } from './enums.ts'
import { mentions } from './expression.ts'
import { impactOf } from './impact.ts'
import { isWider } from './type.ts'

/** What is lost, or locked; one sentence each. */
export function hazards(request: PlanRequest): string[] {
  const { difference } = request
  const found = [
    ...difference.tables.dropped.map(({ name }) => `The table ${name} is dropped, with all of its rows.`),
    ...recreatedEnums(request).map(
      ({ to }) => `The tables with a column of type ${to.name} are rewritten, and cannot be read until that is done.`,
    ),
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
  const { to, columns, alteredColumns, uniques, foreignKeys, indexes } = difference
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
    ...alteredColumns.flatMap((column) => columnHazards(column, to.name)),
    ...(built.length > 0 && !isConcurrent
      ? [`Nothing can be written to ${to.name} until its new indexes are built: with --concurrently it can.`]
      : []),
    ...keys.map(({ table }) => `Nothing can be written to ${to.name} and ${table} until the reference is checked.`),
  ]
}

function columnHazards(column: ColumnDifference, table: string): string[] {
  const { from, to, aspects } = column
  const isOther = aspects.includes('type') && !isWider(from.type, to.type)
  return [
    ...(isOther ? [`${table} is rewritten, and cannot be read until that is done.`] : []),
    ...(losesNull(column) ? [`${table} cannot be read until all of its rows have been looked at for ${to.name}.`] : []),
  ]
}

const columnNames = ({ columns }: Unique | Index): string[] =>
  columns.map((column) =>
    typeof column === 'string' ? column : 'column' in column ? column.column : `(${column.expression})`,
  )
