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
  // Only an integer is a boolean, and the other way round.
  if (old === 'boolean' && fresh === 'number')
    return to.type === 'integer' ? `${name}::integer` : `${name}::integer::${to.type}`
  if (old === 'number' && fresh === 'boolean')
    return from.type === 'integer' ? `${name}::boolean` : `${name}::integer::boolean`
  return old === 'text' ? `${name}::${to.type}` : `${name}::text::${to.type}`
}

const isTimestamp = ({ type }: Column): boolean => type.startsWith('timestamp')
const isInstant = ({ type }: Column): boolean => type.startsWith('timestamptz')
