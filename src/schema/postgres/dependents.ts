import type { PlanRequest } from '../dialect.ts'
import type { Trigger, View } from '../schema.ts'
import type { Step } from '../step.ts'
import { mentions } from './expression.ts'
import { identifier } from './identifier.ts'
import { type Impact, untouched } from './impact.ts'

/** The views and triggers that go before the tables change, and those that come after it. */
export interface Dependents {
  readonly dropped: readonly Step[]
  readonly created: readonly Step[]
}

/** What differs, and what stands in the way: a view, or a trigger, holds on to the columns that it speaks of. */
export function dependents(request: PlanRequest, impact: Impact): Dependents {
  const views = changedViews(request, impact)
  const triggers = changedTriggers(request, impact)
  return {
    dropped: [
      ...triggers.dropped.map(({ name, table }) => sql(`drop trigger ${identifier(name)} on ${identifier(table)}`)),
      ...views.dropped.toReversed().map((view) => sql(`drop ${kindOf(view)} ${identifier(view.name)}`)),
    ],
    created: [
      ...triggers.created.map((trigger) => sql(trigger.sql)),
      ...views.created.flatMap((view) => [view, ...view.triggers].map((one) => sql(one.sql))),
    ],
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })

const kindOf = ({ sql: text }: View): string => (/^create materialized/i.test(text) ? 'materialized view' : 'view')

interface Moved<Item> {
  readonly dropped: readonly Item[]
  readonly created: readonly Item[]
}

function changedViews({ from, to, difference }: PlanRequest, impact: Impact): Moved<View> {
  const gone = difference.tables.dropped.map(({ name }) => name)
  const isInTheWay = ({ sql: text }: View): boolean =>
    gone.some((name) => mentions(text, name)) ||
    [...impact].some(
      ([table, { lost, retyped }]) =>
        mentions(text, table) && [...lost, ...retyped].some((column) => mentions(text, column)),
    )
  const first = from.views.filter((view) => difference.views.dropped.includes(view) || isInTheWay(view))
  const dropped = withThoseOn(first, from.views)
  const names = new Set([...dropped, ...difference.views.added].map(({ name }) => name))
  return {
    dropped: from.views.filter((view) => dropped.has(view)),
    created: to.views.filter(({ name }) => names.has(name)),
  }
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

function changedTriggers({ difference }: PlanRequest, impact: Impact): Moved<Trigger & { readonly table: string }> {
  const parts = difference.altered.map(({ from, to, triggers }) => {
    const { lost, retyped } = impact.get(to.name) ?? untouched
    const isInTheWay = ({ sql: text }: Trigger): boolean => [...lost, ...retyped].some((name) => mentions(text, name))
    const dropped = from.triggers.filter((trigger) => triggers.dropped.includes(trigger) || isInTheWay(trigger))
    const names = new Set(dropped.map(({ name }) => name))
    return {
      dropped: dropped.map((trigger) => ({ ...trigger, table: to.name })),
      created: to.triggers
        .filter((trigger) => triggers.added.includes(trigger) || names.has(trigger.name))
        .map((trigger) => ({ ...trigger, table: to.name })),
    }
  })
  const fresh = difference.tables.added.flatMap(({ name, triggers }) =>
    triggers.map((trigger) => ({ ...trigger, table: name })),
  )
  return {
    dropped: parts.flatMap(({ dropped }) => dropped),
    created: [...fresh, ...parts.flatMap(({ created }) => created)],
  }
}
