import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import type { Table, Trigger, View } from '../schema.ts'
import type { Step } from '../step.ts'
import { canAlter } from './alter.ts'
import { mentions } from './expression.ts'
import { identifier } from './identifier.ts'

/** The views and triggers that go before the tables change, and those that come after it. */
export interface Dependents {
  readonly dropped: readonly Step[]
  readonly created: readonly Step[]
}

/**
 * What differs, what goes with a table that is made anew, and what stands in the way: SQLite neither renames a table nor
 * drops a column past a view or a trigger that speaks of what is not there at that moment.
 */
export function dependents(request: PlanRequest): Dependents {
  const isInTheWay = obstacles(request)
  const views = dependentViews(request, isInTheWay)
  const triggers = dependentTriggers(
    request,
    (trigger, table) =>
      isInTheWay(trigger.sql, table.name) || views.dropped.some(({ name }) => mentions(trigger.sql, name)),
  )
  return {
    dropped: [
      ...triggers.dropped.map(({ name }) => sql(`drop trigger ${identifier(name)}`)),
      ...views.dropped.map(({ name }) => sql(`drop view ${identifier(name)}`)),
    ],
    created: [
      ...triggers.created.map((trigger) => sql(trigger.sql)),
      ...views.created.flatMap((view) => [view, ...view.triggers].map((one) => sql(one.sql))),
    ],
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })

/** A text, and the table that it belongs to: with that table it goes by itself, when it is made anew. */
type IsInTheWay = (sql: string, owner?: string) => boolean

function obstacles({ difference: { altered, tables } }: PlanRequest): IsInTheWay {
  const rebuilt = altered.filter((table) => !canAlter(table)).map(({ from }) => from.name)
  const narrowed = altered.filter(({ from, columns }) => !rebuilt.includes(from.name) && columns.dropped.length > 0)
  if (rebuilt.length + narrowed.length === 0) return () => false
  const missing = [...rebuilt, ...tables.dropped.map(({ name }) => name)]
  return (text, owner) =>
    missing.some((name) => name !== owner && mentions(text, name)) ||
    narrowed.some((table) => speaksOfDropped(text, table))
}

const speaksOfDropped = (text: string, { from, columns }: TableDifference): boolean =>
  mentions(text, from.name) && columns.dropped.some(({ name }) => mentions(text, name))

interface Moved<Item> {
  readonly dropped: readonly Item[]
  readonly created: readonly Item[]
}

function dependentViews({ from, to, difference }: PlanRequest, isInTheWay: IsInTheWay): Moved<View> {
  const obstructing = from.views.filter((view) => [view, ...view.triggers].some(({ sql: text }) => isInTheWay(text)))
  const dropped = from.views.filter(
    (view) => difference.views.dropped.includes(view) || withThoseOn(obstructing, from.views).has(view),
  )
  const names = new Set([...dropped, ...difference.views.added].map(({ name }) => name))
  return { dropped, created: to.views.filter(({ name }) => names.has(name)) }
}

/** Views, and those that are made of them. */
function withThoseOn(views: readonly View[], all: readonly View[]): ReadonlySet<View> {
  const found = new Set(views)
  // A set goes on to what is added to it on the way.
  for (const { name } of found) {
    for (const view of all) if (mentions(view.sql, name)) found.add(view)
  }
  return found
}

function dependentTriggers(
  { from, to, difference }: PlanRequest,
  isInTheWay: (trigger: Trigger, table: Table) => boolean,
): Moved<Trigger> {
  const byTarget = new Map(difference.altered.map((table) => [table.to, table]))
  const gone = new Set(difference.tables.dropped)
  const isRebuilt = (table: TableDifference | undefined): boolean => table !== undefined && !canAlter(table)

  const obstructing = from.tables
    .filter((table) => !gone.has(table))
    .flatMap((table) => table.triggers.filter((trigger) => isInTheWay(trigger, table)))
  const changed = difference.altered.filter((table) => !isRebuilt(table)).flatMap(({ triggers }) => triggers.dropped)
  const dropped = new Set([...obstructing, ...changed])
  const names = new Set([...dropped].map(({ name }) => name))
  const created = to.tables.flatMap((table) => {
    const altered = byTarget.get(table)
    if (difference.tables.added.includes(table) || isRebuilt(altered)) return table.triggers
    return table.triggers.filter((trigger) => names.has(trigger.name) || altered?.triggers.added.includes(trigger))
  })
  return { dropped: [...dropped], created }
}
