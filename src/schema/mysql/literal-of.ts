import { isJson } from '../sql/is-json.ts'
import { literal } from './identifier.ts'
import { familyOf } from './type.ts'

/** A value that a person typed, as SQL; nothing where it is none of the type. */
export function literalOf(text: string, type: string): string | undefined {
  switch (familyOf(type)) {
    case 'boolean':
      return { true: '1', false: '0', 1: '1', 0: '0' }[text]
    case 'json':
      return isJson(text) ? literal(text) : undefined
    case 'number': {
      const number = type.includes('int') ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/
      return number.test(text) ? text : undefined
    }
    default:
      return literal(text)
  }
}
