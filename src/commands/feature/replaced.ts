import { UsageError } from '../../errors.ts'
import type { Answers } from '../../render/answers.ts'
import type { Field } from '../../render/fields/field.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { engines } from '../../schema/models/engines.ts'
import type { Migration } from '../../schema/step.ts'

/** Values of a column that are allowed no more, and what rows get that have one. */
export interface Replaced {
  /** As SQL. */
  readonly statement: string
  readonly hazard: string
}

/** The values of an enum that a change of it takes away. */
export const goneValues = (from: Field, to: Field): readonly string[] =>
  from.values && to.values ? from.values.filter((value) => !to.values!.includes(value)) : []

/**
 * What becomes of the rows that have a value which goes.
 * @param value the one that they get
 * @throws UsageError where there is none, and for one that they cannot have before and after
 */
export function replaceValues(
  table: string,
  { from, to }: { readonly from: Field; readonly to: Field },
  value: string | undefined,
  { database }: Pick<Answers, 'database'>,
): Replaced {
  const { name, column } = to
  const { identifier } = dialectOf(database).sql
  const { literal } = engines[database]
  const gone = goneValues(from, to)
  const where = `${identifier(column)} in (${gone.map((one) => literal(one)).join(', ')})`
  const kept = from.values!.filter((one) => !gone.includes(one))
  if (value === undefined) {
    throw new UsageError(
      'FILL_MISSING',
      `Rows may have ${listed(gone)}, which \`${name}\` is to have no more.`,
      `Say what they get: --fill ${name}=${kept[0] ?? '…'}. To see how many have it: select count(*) from ${identifier(table)} where ${where}`,
    )
  }
  if (!kept.includes(value)) {
    throw new UsageError(
      'FILL_INVALID',
      `\`--fill ${name}=${value}\`: rows cannot have that before and after the change.`,
      `${kept.length > 0 ? `They can have ${listed(kept)}. ` : ''}Add a new value first, and take the old one away by a second change.`,
    )
  }
  return {
    statement: `update ${identifier(table)} set ${identifier(column)} = ${literal(value)} where ${where}`,
    hazard: `${table}.${column} becomes ${literal(value)} where it was ${gone.map((one) => literal(one)).join(' or ')}.`,
  }
}

/** A migration that replaces values before anything else. */
export const replaceFirst = (migration: Migration, replaced: readonly Replaced[]): Migration =>
  replaced.length === 0
    ? migration
    : {
        ...migration,
        up: [...replaced.map(({ statement }) => ({ kind: 'sql', statement }) as const), ...migration.up],
        hazards: [...replaced.map(({ hazard }) => hazard), ...migration.hazards],
        loss: [migration.loss, 'Values that were replaced stay so.'].filter(Boolean).join(' '),
      }

const listed = (values: readonly string[]): string => values.map((value) => `\`${value}\``).join(', ')
