import { suggestion } from '../../suggest.ts'
import { checkField } from './check.ts'
import { type Fail, failOf } from './fail.ts'
import { type Field, typeNames } from './field.ts'
import { cut, readModifiers } from './modifiers.ts'
import { readName } from './name.ts'
import { readArgument, readReference, readSettings } from './read.ts'

/**
 * Reads fields as they stand on the command line and in `paxx.json`: `total:integer:min=0`.
 * @throws UsageError that names the field, its position and what was expected
 */
export function parseFields(texts: readonly string[]): Field[] {
  const fields = texts.map((text, index) => parseField(text, failOf(text, index)))
  fields.forEach(({ name }, index) => {
    if (fields.findIndex((field) => field.name === name) < index) {
      throw failOf(texts[index]!, index)(`there is a \`${name}\` before it`, 'Each name is for one field.')
    }
  })
  return fields
}

function parseField(text: string, fail: Fail): Field {
  const [name = '', typeText, ...rest] = text.split(':')
  if (typeText === undefined) throw fail('it has no type', `Expected name:type. Types: ${typeNames.join(', ')}.`)
  const [typeName, argument] = cut(typeText)
  const type = typeNames.find((known) => known === typeName) ?? raise(unknownType(typeName, fail))

  const given = readModifiers(rest, type, fail)
  const base: Field = {
    ...readName(name, type, fail),
    type,
    optional: given.has('optional'),
    unique: given.has('unique'),
    index: given.has('index'),
    private: given.has('private'),
    ...readArgument(type, argument, fail),
  }
  const field = { ...base, ...readSettings(base, given, fail), ...readReference(base, given, fail) }
  checkField(field, fail)
  return Object.freeze(field)
}

const unknownType = (name: string, fail: Fail) => {
  const nearest = suggestion(name, typeNames, (word) => `Did you mean \`${word}\`? `) ?? ''
  return fail(`there is no type \`${name}\``, `${nearest}Types: ${typeNames.join(', ')}.`)
}

function raise(error: Error): never {
  throw error
}
