import type { ColumnDifference } from '../difference.ts'
import { exchanged, type Misfit } from '../rows/misfit.ts'
import { castOf, isKeyExchange } from './cast.ts'
import { literal } from './identifier.ts'
import { familyOf, holdsAll, isWider } from './type.ts'

export function misfit({ from, to }: ColumnDifference): Misfit | undefined {
  if (isWider(from.type, to.type)) return undefined
  if (isKeyExchange(from.type, to.type)) return exchanged[to.type === 'uuid' ? 'uuid' : 'number']
  const isCast = castOf(from, to) !== undefined
  if (!isCast && holdsAll(from.type, to.type)) return undefined
  const where = conditionFor(from.type, to.type)
  return { text: `it fails where a value ${isCast ? 'is none' : 'does not fit'}`, ...(where && { where }), fails: true }
}

/** The condition for a value that a type does not take, as far as its text says so: as of PostgreSQL 16. */
function conditionFor(from: string, to: string): Misfit['where'] {
  const families = [from, to].map(familyOf)
  if (families.includes('boolean') && families.includes('number')) return undefined
  const bounds = wholeNumbers[to]
  // A fraction is rounded, and has a text that no whole number has.
  if (families[0] === 'number' && bounds) return (name) => `round(${name}) not between ${bounds}`
  return (name) => `not pg_input_is_valid(${name}::text, ${literal(to)})`
}

const wholeNumbers: Readonly<Record<string, string>> = {
  smallint: '-32768 and 32767',
  integer: '-2147483648 and 2147483647',
  bigint: '-9223372036854775808 and 9223372036854775807',
}
