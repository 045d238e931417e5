import type { Field } from '../fields/field.ts'
import { referenceName } from '../fields/name.ts'
import { saysSomething } from '../fields/texts.ts'
import { reservedWords } from '../reserved.ts'
import { capitalize, wordsOf } from '../words.ts'
import type { Feature } from './feature.ts'

/** What forms and lists call a field. */
export const titleOf = (field: Pick<Field, 'name' | 'type'>): string =>
  capitalize(wordsOf(field.type === 'references' ? referenceName(field) : field.name).join(' '))

const wordy: readonly Field['type'][] = ['string', 'email', 'text', 'url']

/** The field that people know a row by: one of words, and rather one that has some. */
export function labelOf({ fields }: Feature): Field | undefined {
  const some = fields.filter((field) => wordy.includes(field.type) && !field.private)
  return some.find((field) => saysSomething(field) && !field.optional) ?? some[0]
}

/** The code for what a row is called. */
export function nameOf(feature: Feature): string {
  const row = rowOf(feature)
  const label = labelOf(feature)
  const byId = `\`${capitalize(feature.names.title)} \${${row}.id}\``
  if (!label) return byId
  return saysSomething(label) && !label.optional ? `${row}.${label.name}` : `${row}.${label.name} || ${byId}`
}

/** What pages and their tests have for something else. */
const taken = new Set(
  `app c changes create db draft edited fields found get hidden html id init me page path read res rest send sent shown short
  stranger thrown user validate values`.split(/\s+/),
)

/** What code calls a row: as people do, where it can. */
export const rowOf = ({ names: { singular, plural } }: Feature): string =>
  singular === plural || reservedWords.has(singular) || taken.has(singular) ? 'row' : singular
