import { UsageError } from '../../errors.ts'
import type { Feature } from '../../render/features/feature.ts'
import type { Field } from '../../render/fields/field.ts'

/**
 * A field by its name in TypeScript or in the database, a reference also without its `Id`.
 * @throws UsageError when there is none
 */
export function findField(feature: Feature, given: string): Field {
  const found = feature.fields.find(({ name, column }) => [name, column, name.replace(/Id$/, '')].includes(given))
  if (found) return found
  throw unknownField(feature, given)
}

export const unknownField = ({ names, fields }: Feature, given: string): UsageError =>
  new UsageError(
    'FIELD_UNKNOWN',
    `${names.kebab} has no field \`${given}\`.`,
    `It has: ${fields.map(({ name }) => name).join(', ')}.`,
  )
