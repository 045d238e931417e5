import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { canAlter, isFilled } from './alter.ts'
import { mentions } from './expression.ts'

/** What is lost, or locked; one sentence each. */
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

function tableHazards(difference: TableDifference, { fills, to: { views } }: PlanRequest): string[] {
  const { to, columns } = difference
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
  ]
}
