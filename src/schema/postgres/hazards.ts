import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { fillKey } from '../fills.ts'
import { changedViews } from './dependents.ts'
import { recreatedEnums } from './enums.ts'
import { mentions } from './expression.ts'
import { impactOf } from './impact.ts'
import { lockHazards, tablesOf } from './lock-hazards.ts'
import { forMoment, lockFor } from './locks.ts'

/** What is lost, or locked; one sentence each. */
export function hazards(request: PlanRequest): string[] {
  const { difference } = request
  const found = [
    ...difference.tables.dropped.map(
      ({ name }) => `The table ${name} is dropped, with all of its rows. ${forMoment(name)}`,
    ),
    ...recreatedEnums(request).flatMap(({ to }) =>
      tablesOf(to, request).map((name) => lockFor('ACCESS EXCLUSIVE', name, 'while it is rewritten')),
    ),
    ...difference.altered.flatMap((table) => tableHazards(table, request)),
    ...changedViews(request, impactOf(request))
      .dropped.filter(({ name }) => request.to.views.some((view) => view.name === name))
      .map(({ name }) => `The view ${name} is made again: what was granted on it by hand has to be granted again.`),
  ]
  return [...new Set(found)]
}

function tableHazards(difference: TableDifference, request: PlanRequest): string[] {
  const { to, columns } = difference
  return [
    ...columns.dropped.flatMap(({ name }) => [
      `${to.name}.${name} is dropped, with what is in it. ${forMoment(to.name)}`,
      ...request.to.views
        .filter(({ sql }) => mentions(sql, to.name) && mentions(sql, name))
        .map((view) => `The view ${view.name} speaks of ${name}: look at it.`),
    ]),
    ...columns.added.flatMap(({ name, nullable }) => {
      const fill = nullable ? undefined : request.fills.get(fillKey(to.name, name))
      return fill === undefined ? [] : [`${to.name}.${name} is ${fill} in the rows that are there.`]
    }),
    ...lockHazards(difference, request),
  ]
}
