import { UsageError } from '../../errors.ts'
import type { Answers } from '../../render/answers.ts'
import type { Field } from '../../render/fields/field.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { engines } from '../../schema/models/engines.ts'
import { replacedKey } from '../../schema/rows/replaced.ts'

/** A field before a command and after it. */
export interface FieldChange {
  readonly from: Field
  readonly to: Field
}

/** The values of an enum that a change of it takes away. */
export const goneValues = ({ from, to }: FieldChange): readonly string[] =>
  from.values && to.values ? from.values.filter((value) => !to.values!.includes(value)) : []

/** How `--fill` names what comes in the place of a value. */
export const replacementName = ({ name }: Field, value: string): string => `${name}:${value}`

/**
 * What rows get that have a value which goes, as fills of a migration.
 * @param given what `--fill` says, by the name of a field or of a value of it
 * @throws UsageError where it says nothing, and for a value that rows cannot have before and after the change
 */
export function readReplacements(
  table: string,
  change: FieldChange,
  given: ReadonlyMap<string, string>,
  { database }: Pick<Answers, 'database'>,
): [string, string][] {
  const { name, column } = change.to
  const { literal } = engines[database]
  const gone = goneValues(change)
  const kept = change.from.values?.filter((value) => !gone.includes(value)) ?? []
  return gone.map((old) => {
    const value = given.get(replacementName(change.to, old)) ?? given.get(name)
    if (value === undefined) {
      const { identifier } = dialectOf(database).sql
      const where = `${identifier(column)} in (${gone.map((one) => literal(one)).join(', ')})`
      throw new UsageError(
        'FILL_MISSING',
        `Rows may have ${listed(gone)}, which \`${name}\` is to have no more.`,
        `Say what they get: --fill ${name}=${kept[0] ?? '…'}, or of one value, --fill ${replacementName(change.to, old)}=…. To see how many have it: select count(*) from ${identifier(table)} where ${where}`,
      )
    }
    if (!kept.includes(value)) {
      throw new UsageError(
        'FILL_INVALID',
        `\`--fill ${name}=${value}\`: rows cannot have that before and after the change.`,
        `${kept.length > 0 ? `They can have ${listed(kept)}. ` : ''}Add a new value first, and take the old one away by a second change.`,
      )
    }
    return [replacedKey(table, column, literal(old)), literal(value)]
  })
}

const listed = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ')
