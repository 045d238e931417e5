import { inflect } from '../features/inflect.ts'
import type { Fail } from './fail.ts'
import { deletions, type Field, type TypeName } from './field.ts'
import type { Modifiers } from './modifiers.ts'
import { referenceName } from './name.ts'
import { usualLength } from './texts.ts'
import type { Reader } from './type.ts'
import { types } from './types.ts'

/** What stands after the type: `string=80`, `enum=open,paid`. */
export function readArgument(type: TypeName, text: string | undefined, fail: Fail): Partial<Field> {
  const { argument } = types[type]
  if (text === undefined) {
    if (argument?.required) throw fail(`\`${type}\` alone says too little`, `Expected ${argument.expected}.`)
    return {}
  }
  if (!argument) throw fail(`\`${type}\` takes nothing after it`, `Expected \`${type}\` without \`=${text}\`.`)
  const read = argument.read(text)
  if (!read) throw fail(`\`${text}\` is not what \`${type}\` takes`, `Expected ${argument.expected}.`)
  return read
}

/** What `default=`, `min=` and `max=` say. */
export function readSettings(field: Field, given: Modifiers, fail: Fail): Partial<Field> {
  const { default: value, bound } = types[field.type]
  if (field.type === 'string' && field.max !== undefined && given.has('max')) {
    throw fail('it says its greatest length twice', `\`string=${field.max}\` will do.`)
  }
  const setting = <Result>(name: string, reader: Reader<Result> | undefined) => {
    const result = readSetting(name, reader, field, given, fail)
    return result === undefined ? {} : { [name]: result }
  }
  return {
    ...(field.type === 'string' && { min: 1, max: field.max ?? usualLength }),
    ...setting('default', value),
    ...setting('min', bound),
    ...setting('max', bound),
  }
}

function readSetting<Result>(
  name: string,
  reader: Reader<Result> | undefined,
  field: Field,
  given: Modifiers,
  fail: Fail,
): Result | undefined {
  const text = given.get(name)
  if (text === undefined) return undefined
  if (!reader) throw fail(`\`${field.type}\` takes no \`${name}\``, `Leave \`${name}=${text}\` out.`)
  const result = reader.read(text, field)
  if (result === undefined) throw fail(`\`${name}=${text}\` does not fit`, `Expected ${reader.expected}.`)
  return result
}

/** Where a reference leads to, by the name that its feature would have, and what deleting a row there does here. */
export function readReference(field: Field, given: Modifiers, fail: Fail): Partial<Field> {
  const [first, second] = deletions.filter((deletion) => given.has(deletion))
  if (second) throw fail(`it has \`${first}\` and \`${second}\``, 'Choose one of them.')
  if (field.type === 'references') {
    const target = inflect(field.target ?? referenceName(field)).kebab
    return { target, onDelete: first ?? 'restrict', ...(given.has('many') && { many: true }) }
  }
  const misplaced = first ?? (given.has('many') ? 'many' : undefined)
  if (misplaced) throw fail(`\`${misplaced}\` is for references`, `Leave \`${misplaced}\` out.`)
  return {}
}
