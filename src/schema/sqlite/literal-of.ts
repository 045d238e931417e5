import { isJson } from '../sql/is-json.ts'
import { affinityOf } from './affinity.ts'
import { literal } from './identifier.ts'

/** A value that a person typed, as SQL; nothing where it is none of the type. */
export function literalOf(text: string, type: string): string | undefined {
  if (type === 'boolean') return { true: '1', false: '0', 1: '1', 0: '0' }[text]
  if (type === 'json') return isJson(text) ? literal(text) : undefined
  const affinity = affinityOf(type)
  if (affinity === 'text' || affinity === 'blob') return literal(text)
  const number = affinity === 'integer' ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/
  return number.test(text) ? text : undefined
}
