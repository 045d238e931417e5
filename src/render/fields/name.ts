import { objectKeys } from '../reserved.ts'
import { survivesSnakeCase, toCamelCase, toSnakeCase, wordsOf } from '../words.ts'
import type { Fail } from './fail.ts'
import type { Field, TypeName } from './field.ts'

const longest = 48
const generated = ['id', 'createdAt', 'updatedAt']
/** What a list takes in its query beside filters. */
const paging = ['limit', 'cursor', 'sort']
const filters: readonly TypeName[] = ['enum', 'boolean']

/** A field's name and its column's. A reference is called by what it leads to: `customer` is `customerId`. */
export function readName(text: string, type: TypeName, fail: Fail): Pick<Field, 'name' | 'column'> {
  if (!/^[a-z][a-z0-9]*([_-][a-z0-9]+)*$/i.test(text)) {
    throw fail(
      'its name cannot be that',
      'A name is letters, digits and single hyphens, and starts with a letter: `unit-price`.',
    )
  }
  const words = wordsOf(text)
  if (type === 'references' && words.at(-1) !== 'id') words.push('id')
  const name = toCamelCase(words)
  if (name.length > longest) throw fail(`\`${name}\` is longer than ${longest} characters`, 'Shorten it.')
  if (generated.includes(name)) throw fail(`\`${name}\` is made by the database`, 'Leave it out.')
  if (objectKeys.has(name)) throw fail(`every object has \`${name}\``, 'Choose another name.')
  if (paging.includes(name) && filters.includes(type)) {
    throw fail(`a list takes \`${name}\` for itself, and would filter by it`, 'Choose another name.')
  }
  if (!survivesSnakeCase(name)) {
    throw fail(`the database would give \`${name}\` back in another spelling`, 'Use words of two letters or more.')
  }
  return { name, column: toSnakeCase(name) }
}

/** What a reference is called without its `Id`: `customer`. */
export const referenceName = ({ name }: Pick<Field, 'name'>): string => name.replace(/Id$/, '')

/** What a field, and the row that it refers to, are called in an answer. */
export const namesOf = (field: Field): string[] =>
  field.type === 'references' ? [field.name, referenceName(field)] : [field.name]

/** What the many that belong to a row are called in its answer, and what says that there are more. */
export const namesOfMany = (plural: string): string[] => [plural, `${plural}Truncated`]
