import type { PlanRequest } from '../dialect.ts'
import { type Insertion, restore, type Restorer } from '../restore.ts'
import type { Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { identifier } from './identifier.ts'
import { goOn } from './identity.ts'
import { numbered, standIn } from './stand-in.ts'

const restorer: Restorer = {
  nameKey,
  identifier,
  standIn: (column, table) => standIn(column, table) ?? numbered('row_number() over ()', column),
  counts: ({ identity }) => identity !== undefined,
  firstNumber: '1',
  overriding(columns, table) {
    const isAlways = table.columns.some(({ name, identity }) => columns.includes(name) && identity === 'always')
    return isAlways ? ' overriding system value' : ''
  },
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
    before: restored.flatMap(({ table, forgotten }) => forgotten.flatMap((one) => steps(one, table))),
    after: restored.flatMap(({ table, known, forgotten }) => {
      // The one may have a key that rows know.
      const conflict = forgotten.length > 0 ? '\non conflict do nothing' : ''
      return known.flatMap((one) => steps({ ...one, statement: one.statement + conflict }, table))
    }),
  }
}

const steps = ({ statement, targets }: Insertion, table: Table): Step[] => [
  { kind: 'sql', statement },
  ...table.columns
    .filter(({ name, identity }) => identity && targets.includes(name))
    .map((column) => goOn(column, table)),
]
