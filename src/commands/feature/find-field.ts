import { UsageError } from '../../errors.ts'
import type { Feature } from '../../render/features/feature.ts'
import type { Field } from '../../render/fields/field.ts'
import { toCamelCase, wordsOf } from '../../render/words.ts'

/**
 * A field by its name in any spelling, a reference also without its `Id`.
 * @throws UsageError when there is none
 */
export function findField(feature: Feature, given: string): Field {
  const wanted = toCamelCase(wordsOf(given))
  const found = feature.fields.find(({ name }) => [name, name.replace(/Id$/, '')].includes(wanted))
  if (found) return found
  throw unknownField(feature, given)
}

export const unknownField = ({ names, fields }: Feature, given: string): UsageError =>
  new UsageError(
    'FIELD_UNKNOWN',
    `${names.kebab} has no field \`${given}\`.`,
    `It has: ${fields.map(({ name }) => name).join(', ')}.`,
  )
