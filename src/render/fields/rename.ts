import { failOf } from './fail.ts'
import type { Field } from './field.ts'
import { readName } from './name.ts'

/**
 * A field under another name; a reference leads where it did.
 * @throws UsageError for a name that cannot be
 */
export const renameField = (field: Field, name: string): Field => ({
  ...field,
  ...readName(name, field.type, failOf(name, 0)),
})
