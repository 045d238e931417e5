import type { PlanRequest } from '../dialect.ts'
import { restore, type Restorer } from '../restore.ts'
import type { Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { identifier } from './identifier.ts'
import { numbered, standIn } from './stand-in.ts'

const restorer: Restorer = {
  nameKey,
  identifier,
  standIn: (column, table) => standIn(column, table) ?? numbered('row_number() over ()', column),
  counts: ({ identity }) => identity !== undefined,
  firstNumber: '1',
  overriding: () => '',
}

/**
 * The rows that others need in tables which are made again empty: one for those that have forgotten to which they
 * referred, before they get columns that refer to it again, and the others once their keys have the types of then.
 */
export function restoreReferred(
  tables: readonly Table[],
  request: PlanRequest,
): { readonly before: Step[]; readonly after: Step[] } {
  const restored = tables.map((table) => ({ table, ...restore(table, request, restorer) }))
  return {
    before: restored.flatMap(({ forgotten }) => forgotten.map(({ statement }) => sql(statement))),
    after: restored.flatMap(({ table, known, forgotten }) =>
      known.map(({ statement, targets }) => {
        const key = `${identifier(table.name)}.${identifier(targets[0]!)}`
        // The one may have a key that rows know.
        return sql(statement + (forgotten.length > 0 ? `\non duplicate key update ${key} = ${key}` : ''))
      }),
    ),
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })
