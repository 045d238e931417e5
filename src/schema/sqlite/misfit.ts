import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { isPartOfKey } from '../part-of-key.ts'
import { exchanged, type Misfit } from '../rows/misfit.ts'
import { affinityOf, narrows } from './affinity.ts'
import { exchangeOf } from './key-exchange.ts'

/** SQLite refuses no value: a cast makes another of it, which may be there already. */
export function misfit(
  { from, to }: ColumnDifference,
  { to: table }: TableDifference,
  request: PlanRequest,
): Misfit | undefined {
  const affinity = affinityOf(to.type)
  if (exchangeOf(request.from, request.to)(table, from, to) !== undefined) {
    return exchanged[affinity === 'text' ? 'uuid' : 'number']
  }
  if (!narrows(from.type, to.type)) return undefined
  return {
    text: 'what does not fit is changed by the cast',
    where: (name) => `cast(${name} as ${affinity}) <> ${name}`,
    fails: isPartOfKey(to, table),
  }
}
