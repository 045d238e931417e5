import type { PlanRequest } from '../dialect.ts'
import { restore, type Restorer } from '../restore.ts'
import type { Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { identifier } from './identifier.ts'
import { nameKey } from './name-key.ts'
import { standIn } from './stand-in.ts'

const restorer: Restorer = {
  nameKey,
  identifier,
  standIn: (column, table) => standIn(column, table, table.name),
  counts: ({ name, type }, { primaryKey }) => type === 'integer' && primaryKey?.columns.join() === name,
  firstNumber: 'null',
  overriding: () => '',
}

/** The rows that others need in a table which is made again empty. */
export function restoreReferred(table: Table, request: PlanRequest): Step[] {
  const { known, forgotten } = restore(table, request, restorer)
  return [...known, ...forgotten].map(({ statement }) => ({ kind: 'sql', statement }))
}
