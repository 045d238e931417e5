import type { PlanRequest } from '../dialect.ts'
import type { Trigger, View } from '../schema.ts'
import type { Step } from '../step.ts'
import { attach, detach } from './attached.ts'
import { mentions } from './expression.ts'
import type { Impact } from './impact.ts'

/** The views and triggers that go before the tables change, and those that come after it. */
export interface Dependents {
  readonly triggers: Moved<Step>
  readonly views: Moved<View>
}

/** What differs, and what stands in the way: a view, or a trigger, holds on to the columns that it speaks of. */
export function dependents(request: PlanRequest, impact: Impact): Dependents {
  const { dropped, created } = changedTriggers(request, impact)
  return {
    triggers: {
      dropped: dropped.map(({ table, ...trigger }) => sql(detach(trigger, table))),
      created: created.flatMap(({ table, ...trigger }) => attach(trigger, table).map(sql)),
    },
    views: changedViews(request, impact),
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })

interface Moved<Item> {
  readonly dropped: readonly Item[]
  readonly created: readonly Item[]
}

export function changedViews({ from, to, difference }: PlanRequest, impact: Impact): Moved<View> {
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

function changedTriggers(request: PlanRequest, impact: Impact): Moved<Trigger & { readonly table: string }> {
  const { from, to, difference } = request
  const isInTheWay = obstacles(request, impact)
  const parts = to.tables.flatMap((table) => {
    const old = from.tables.find(({ name }) => name === table.name)
    if (!old) return table.triggers.map((trigger) => ({ trigger, table: table.name, isNew: true }))
    const { dropped = [], added = [] } = difference.altered.find((one) => one.to === table)?.triggers ?? {}
    const gone = old.triggers.filter((trigger) => dropped.includes(trigger) || isInTheWay(trigger, table.name))
    const again = table.triggers.filter((one) => added.includes(one) || gone.some((other) => isSame(other, one)))
    return [
      ...gone.map((trigger) => ({ trigger, table: table.name, isNew: false })),
      ...again.map((trigger) => ({ trigger, table: table.name, isNew: true })),
    ]
  })
  const list = (isNew: boolean) =>
    parts.filter((one) => one.isNew === isNew).map(({ trigger, table }) => ({ ...trigger, table }))
  return { dropped: list(false), created: list(true) }
}

const isSame = (one: Trigger, other: Trigger): boolean => one.name === other.name && one.kind === other.kind

/** Whether something that is attached to a table speaks of what goes, or becomes another. */
function obstacles({ difference }: PlanRequest, impact: Impact): (trigger: Trigger, table: string) => boolean {
  const gone = difference.tables.dropped.map(({ name }) => name)
  const indexes = difference.altered.flatMap((table) => table.indexes.dropped.map(({ name }) => name))
  return ({ sql: text, kind }, table) => {
    if (kind === 'replica identity') return indexes.some((name) => mentions(text, name))
    const speaksOf = (name: string): boolean => name === table || (kind === 'policy' && mentions(text, name))
    return (
      gone.some((name) => kind === 'policy' && mentions(text, name)) ||
      [...impact].some(
        ([name, { lost, retyped }]) => speaksOf(name) && [...lost, ...retyped].some((column) => mentions(text, column)),
      )
    )
  }
}
