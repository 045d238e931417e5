import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import type { Project } from '../../project/find.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { answerOf } from '../../render/features/add.ts'
import { readFeatures } from '../../render/features/feature.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { decideFields } from './fields.ts'
import { fillOption, isRequired, readFills } from './fills.ts'
import { featureNames, findFeature } from './known.ts'

export const command = defineCommand({
  details:
    'Changes the model, the schemas, the filters and the tests, by a merge with what you made of them, and writes the migration that alters the table. `paxx feature create --help` says what a field may be.',
  positionals: {
    feature: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    fields: { type: 'string', array: true, demandOption: true, describe: 'The new fields' },
  },
  options: {
    ...changeOptions,
    ...fillOption,
  },
  values: { feature: featureNames },
  examples: [
    ['paxx field add orders notes:text:optional', 'A column that may be empty'],
    ['paxx field add orders total:integer:min=0 --fill total=0', 'One that may not, and 0 in the rows that are there'],
  ],
  async run({ feature, fields, fill = [], ...args }) {
    return await changeProject('field add', args, (project, templates) =>
      decide(project, templates, feature, fields, fill, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  name: string,
  texts: readonly string[],
  fills: readonly string[],
  args: GlobalArgs,
): Promise<Decision> {
  const { kebab, answer, given: all } = findFeature(project, templates, name)
  const given: FeatureAnswer = { ...answer, fields: [...answer.fields, ...texts] }
  const features = readFeatures({ ...all, [kebab]: given }, [kebab])
  const feature = features.get(kebab)!
  const fresh = feature.fields.slice(answer.fields.length)
  return await decideFields(project, templates, kebab, answerOf(feature), {
    message: `add_${fresh.map(({ column }) => column).join('_')}_to_${feature.names.table}`,
    fills: readFills(feature, fresh.filter(isRequired), fills, project),
    args,
  })
}
