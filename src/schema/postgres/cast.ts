import type { Column } from '../schema.ts'
import { identifier } from './identifier.ts'
import { familyOf } from './type.ts'

/**
 * What the values of a column become under another type, as SQL; none where the database knows by itself, which refuses
 * what does not fit.
 */
export function castOf(from: Column, to: Column): string | undefined {
  const name = identifier(from.name)
  const [old, fresh] = [familyOf(from.type), familyOf(to.type)]
  if (from.type === to.type || fresh === 'text') return undefined
  if (isInstant(from) !== isInstant(to) && isTimestamp(from) && isTimestamp(to)) return `${name} at time zone 'UTC'`
  if (old === fresh) return undefined
  if (isKeyExchange(from.type, to.type)) return old === 'number' ? uuidOf(name) : numberOf(name, to.type)
  // Only an integer is a boolean, and the other way round.
  if (old === 'boolean' && fresh === 'number')
    return to.type === 'integer' ? `${name}::integer` : `${name}::integer::${to.type}`
  if (old === 'number' && fresh === 'boolean')
    return from.type === 'integer' ? `${name}::boolean` : `${name}::integer::boolean`
  return old === 'text' ? `${name}::${to.type}` : `${name}::text::${to.type}`
}

/** Whether a number becomes a UUID, or the other way round: as keys do, and all that refers to them. */
export const isKeyExchange = (from: string, to: string): boolean =>
  (familyOf(from) === 'number' && to === 'uuid') || (from === 'uuid' && familyOf(to) === 'number')

/** The same one for the same number, in each table: 7 is `00000000-0000-8000-8000-000000000007`. */
const uuidOf = (number: string): string =>
  `('00000000-0000-8000-8000-' || lpad(to_hex(${number}::bigint), 12, '0'))::uuid`

/** The number that a UUID was made of, or 48 bits of another one, as many as fit. */
function numberOf(uuid: string, type: string): string {
  const number = `('x' || right(${uuid}::text, 12))::bit(48)::bigint`
  const limit = limits[type]
  return limit === undefined ? `${number}::${type}` : `(${number} % ${limit})::${type}`
}

const limits: Readonly<Record<string, number>> = { integer: 2_147_483_647, smallint: 32_767 }

const isTimestamp = ({ type }: Column): boolean => type.startsWith('timestamp')
const isInstant = ({ type }: Column): boolean => type.startsWith('timestamptz')
