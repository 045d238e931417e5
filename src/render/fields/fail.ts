import { UsageError } from '../../errors.ts'

/** Makes the error of one field: what is wrong with it, and what would be right. */
export type Fail = (what: string, hint: string) => UsageError

/** @param index the field's place among those that were given */
export const failOf =
  (text: string, index: number): Fail =>
  (what, hint) =>
    new UsageError('FIELD_INVALID', `Field ${index + 1}, \`${text}\`: ${what}.`, hint)
