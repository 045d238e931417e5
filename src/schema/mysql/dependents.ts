import type { PlanRequest } from '../dialect.ts'
import type { Step } from '../step.ts'
import { identifier } from './identifier.ts'

/** The views and triggers that go before the tables change, and those that come after it: they stand in nobody's way. */
export function dependents({ difference }: PlanRequest): {
  readonly dropped: readonly Step[]
  readonly created: readonly Step[]
} {
  const { views, altered, tables } = difference
  return {
    dropped: [
      ...altered.flatMap(({ triggers }) => triggers.dropped.map(({ name }) => sql(`drop trigger ${identifier(name)}`))),
      ...views.dropped.toReversed().map(({ name }) => sql(`drop view ${identifier(name)}`)),
    ],
    created: [
      ...[
        ...altered.flatMap(({ triggers }) => triggers.added),
        ...tables.added.flatMap(({ triggers }) => triggers),
      ].map((trigger) => sql(trigger.sql)),
      ...views.added.map((view) => sql(view.sql)),
    ],
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })
