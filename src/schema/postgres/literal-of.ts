import { isJson } from '../sql/is-json.ts'
import { literal } from './identifier.ts'
import { familyOf } from './type.ts'

/** A value that a person typed, as SQL; nothing where it is none of the type. */
export function literalOf(text: string, type: string): string | undefined {
  switch (familyOf(type)) {
    case 'boolean':
      return { true: 'true', false: 'false', 1: 'true', 0: 'false' }[text]
    case 'json':
      return isJson(text) ? literal(text) : undefined
    case 'number': {
      const number = type.includes('int') || type.includes('serial') ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/
      return number.test(text) ? text : undefined
    }
    default:
      return type === 'uuid' && !uuid.test(text) ? undefined : literal(text)
  }
}

const uuid = /^[\da-f]{8}-([\da-f]{4}-){3}[\da-f]{12}$/i
