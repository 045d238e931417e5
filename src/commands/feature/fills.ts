import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { columnTypeOf } from '../../render/features/column-type.ts'
import type { Feature } from '../../render/features/feature.ts'
import { toSql } from '../../render/features/table.ts'
import type { Field, Value } from '../../render/fields/field.ts'
import { parseFields } from '../../render/fields/parse.ts'
import { printField } from '../../render/fields/print.ts'
import { fillKey } from '../../schema/fills.ts'

export const fillOption = {
  fill: {
    type: 'string',
    array: true,
    nargs: 1,
    describe: 'name=value: what the rows that are there get, where a field is neither optional nor has a default',
  },
} as const

/** Whether a row can only have a field if somebody says what is in it. */
export const isRequired = ({ optional, default: usual }: Field): boolean => !optional && usual === undefined

/**
 * What the rows that are there get.
 * @param needing the fields that they would have nothing in
 * @throws UsageError for one that has no value, and for a value that is none
 */
export function readFills(
  feature: Feature,
  needing: readonly Field[],
  texts: readonly string[],
  project: Project,
): ReadonlyMap<string, string> {
  const given = new Map(texts.map(splitFill))
  for (const name of given.keys()) {
    if (!needing.some((field) => field.name === name)) throw strange(name, needing)
  }
  const missing = needing.find((field) => !given.has(field.name))
  if (missing) throw unfilled(missing)
  const { ids, database } = project.answers
  return new Map(
    needing.map((field) => {
      const value = readFill(field, given.get(field.name)!, project)
      return [fillKey(feature.names.table, field.column), toSql(value, columnTypeOf(field, ids, database), database)]
    }),
  )
}

/** `total=0` → `total`, `0`. */
export const splitFill = (text: string): [name: string, value: string] => [
  text.split('=', 1)[0]!,
  text.slice(text.indexOf('=') + 1),
]

/** A value for a field is read as its default would be; a reference's is an id. */
function readFill(field: Field, text: string, { answers }: Project): Value {
  if (field.type === 'references') return answers.ids === 'uuid' ? text : Number(text)
  return parseFields([`${printField({ ...field, unique: false })}:default=${text}`])[0]!.default!
}

const unfilled = ({ name }: Field): UsageError =>
  new UsageError(
    'FILL_MISSING',
    `The rows that are there need a value for \`${name}\`, which is neither optional nor has a default.`,
    `Say which: --fill ${name}=…, or add \`:optional\` or \`:default=…\` to the field.`,
  )

const strange = (name: string, fields: readonly Field[]): UsageError =>
  new UsageError(
    'FILL_UNKNOWN',
    `\`--fill\` names \`${name}\`, which is none of the fields that need a value.`,
    fields.length > 0 ? `They are: ${fields.map((field) => field.name).join(', ')}.` : 'None does: leave it out.',
  )
