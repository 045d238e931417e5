import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { answerOf } from '../../render/features/add.ts'
import { type Feature, readFeatures } from '../../render/features/feature.ts'
import { refersTo } from '../../render/features/rename.ts'
import { renameField } from '../../render/fields/rename.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { decideFields } from './fields.ts'
import { findField } from './find-field.ts'
import { featureNames, findFeature } from './known.ts'
import { lostWords, remarkMentions } from './mentions.ts'

export const command = defineCommand({
  details:
    'Renames it in the model, the schemas, the filters and the tests, by a merge with what you made of them, and writes the migration that renames its column: what is in it stays. Lines of your own that still say the old name are listed, and left to you.',
  positionals: {
    feature: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    old: { type: 'string', demandOption: true, describe: 'The field; a reference also without its Id' },
    new: { type: 'string', demandOption: true, describe: 'Its new name' },
  },
  options: changeOptions,
  values: { feature: featureNames },
  examples: [
    ['paxx field rename orders total amount', 'The column, and every name of it'],
    ['paxx field rename orders customer buyer', 'customerId becomes buyerId, and refers to what it did'],
  ],
  async run({ feature, old, new: fresh, ...args }) {
    return await changeProject('field rename', args, (project, templates) =>
      decide(project, templates, feature, old, fresh, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  name: string,
  old: string,
  fresh: string,
  args: GlobalArgs,
): Promise<Decision> {
  const { kebab, given } = findFeature(project, templates, name)
  const features = readFeatures(given)
  const feature = features.get(kebab)!
  const from = findField(feature, old)
  const to = renameField(from, fresh)
  if (to.name === from.name) {
    throw new UsageError('NAME_SAME', `\`${to.name}\` is called that already.`, 'Give it another name.')
  }
  const renamed: Feature = {
    ...feature,
    fields: feature.fields.map((field) => (field === from ? to : field)),
    primaryKey: feature.primaryKey.map((key) => (key === from.name ? to.name : key)),
  }
  const { names } = feature
  const decision = await decideFields(project, templates, kebab, answerOf(renamed), {
    message: `rename_${from.column}_to_${to.column}_of_${names.table}`,
    renames: { tables: [], columns: [{ table: names.table, from: from.column, to: to.column }] },
    args,
  })
  const dependents = [...features.keys()].filter((own) => refersTo(features.get(own)!, kebab))
  const isAbout = (text: string): boolean =>
    [names.plural, names.Singular, names.table].some((one) => text.includes(one))
  return {
    ...decision,
    features: [kebab, ...dependents],
    follow: async (changes, sides) => {
      const words = lostWords(sides).filter((word) => word === from.name || word === from.column)
      return { changes: [], notes: await remarkMentions(project.root, changes, sides, words, { isAbout }) }
    },
  }
}
