import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { answerOf } from '../../render/features/add.ts'
import { columnTypeOf } from '../../render/features/column-type.ts'
import { type Feature, readFeatures } from '../../render/features/feature.ts'
import { toSql } from '../../render/features/table.ts'
import type { Field, Value } from '../../render/fields/field.ts'
import { parseFields } from '../../render/fields/parse.ts'
import { printField } from '../../render/fields/print.ts'
import { fillKey } from '../../schema/fills.ts'
import { changeOptions, changeProject } from '../change.ts'
import { defineCommand, type GlobalArgs } from '../command.ts'
import type { Decision } from '../decision.ts'
import { decideFields } from './fields.ts'
import { findFeature } from './known.ts'
import type { TableChange } from './migration.ts'

export const command = defineCommand({
  details:
    'Changes the model, the schemas, the filters and the tests, by a merge with what you made of them, and writes the migration that alters the table. `paxx feature create --help` says what a field may be.',
  positionals: {
    feature: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    fields: { type: 'string', array: true, demandOption: true, describe: 'The new fields' },
  },
  options: {
    ...changeOptions,
    fill: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'name=value: what the rows that are there get, where a field is neither optional nor has a default',
    },
  },
  examples: [
    ['paxx field add orders notes:text:optional', 'A column that may be empty'],
    ['paxx field add orders total:integer:min=0 --fill total=0', 'One that may not, and 0 in the rows that are there'],
  ],
  async run({ feature, fields, fill = [], ...args }) {
    return await changeProject('field add', args, (project) => decide(project, feature, fields, fill, args))
  },
})

type Fills = NonNullable<TableChange['fills']>

async function decide(
  project: Project,
  name: string,
  texts: readonly string[],
  fills: readonly string[],
  args: GlobalArgs,
): Promise<Decision> {
  const { kebab, answer } = findFeature(project, name)
  const given: FeatureAnswer = { ...answer, fields: [...answer.fields, ...texts] }
  const features = readFeatures({ ...project.answers.features, [kebab]: given }, [kebab])
  const feature = features.get(kebab)!
  const fresh = feature.fields.slice(answer.fields.length)
  return await decideFields(project, kebab, answerOf(feature), {
    message: `add_${fresh.map(({ column }) => column).join('_')}_to_${feature.names.table}`,
    fills: readFills(feature, fresh, fills, project),
    args,
  })
}

/** @throws UsageError for a field that needs a value for the rows that are there, and for a value that is none */
function readFills(feature: Feature, fields: readonly Field[], texts: readonly string[], project: Project): Fills {
  const given = new Map(texts.map((text) => [text.split('=', 1)[0]!, text.slice(text.indexOf('=') + 1)]))
  const needing = fields.filter(({ optional, default: usual }) => !optional && usual === undefined)
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
    `\`--fill\` names \`${name}\`, which is none of the new fields that need a value.`,
    fields.length > 0 ? `They are: ${fields.map((field) => field.name).join(', ')}.` : 'None does: leave it out.',
  )
