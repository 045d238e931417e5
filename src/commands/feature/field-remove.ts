import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { answerOf } from '../../render/features/add.ts'
import { readFeatures } from '../../render/features/feature.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { decideFields } from './fields.ts'
import { findField } from './find-field.ts'
import { featureNames, findFeature } from './known.ts'

export const command = defineCommand({
  details:
    'Takes the fields out of the model, the schemas, the filters and the tests, and writes the migration that drops their columns. What is in them is lost when it is applied.',
  positionals: {
    feature: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    columns: { type: 'string', array: true, demandOption: true, describe: 'The names of the fields' },
  },
  options: changeOptions,
  values: { feature: featureNames },
  examples: [['paxx field remove orders notes', 'The column goes, with what is in it']],
  async run({ feature, columns, ...args }) {
    return await changeProject('field remove', args, (project, templates) =>
      decide(project, templates, feature, columns, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  name: string,
  columns: readonly string[],
  args: GlobalArgs,
): Promise<Decision> {
  const { kebab, given } = findFeature(project, templates, name)
  const feature = readFeatures(given, [kebab]).get(kebab)!
  const gone = columns.map((column) => findField(feature, column))
  const fields = feature.fields.filter((field) => !gone.includes(field))
  if (fields.length === 0) {
    throw new UsageError(
      'FIELDS_NONE',
      `That would leave ${kebab} without a field.`,
      `To remove it: paxx feature remove ${kebab}`,
    )
  }
  const key = gone.find((field) => feature.primaryKey.includes(field.name))
  if (key)
    throw new UsageError('FIELD_IN_KEY', `\`${key.name}\` is part of the primary key of ${kebab}.`, 'Leave it in.')
  return await decideFields(project, templates, kebab, answerOf({ ...feature, fields }), {
    message: `remove_${gone.map((field) => field.column).join('_')}_from_${feature.names.table}`,
    args,
  })
}
