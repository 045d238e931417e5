import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Change } from '../../merge/changes.ts'
import { textIn } from '../../merge/contents.ts'
import type { Project } from '../../project/find.ts'
import { readFiles } from '../../project/read.ts'
import { answerOf } from '../../render/features/add.ts'
import { type Feature, type Features, readFeatures } from '../../render/features/feature.ts'
import { compareModel } from '../../render/models/compare-model.ts'
import { withOptionsOf } from '../../render/models/options.ts'
import type { Templates } from '../../render/render.ts'
import { defineCommand } from '../command.ts'
import { differenceText } from './differences.ts'
import { featureNames, findFeature } from './known.ts'

export const command = defineCommand({
  details: `Takes over what you changed by hand in its models.ts: reads the fields there, and runs nothing of it, keeps them in paxx.json, and brings the schemas, the filters and the tests what follows from them, by a merge with what you made of them.

What no field can say, such as a check of your own, stays as it is, and is listed. The migration is that of \`paxx db migrate\`, as after any change of a model.`,
  positionals: { name: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' } },
  options: changeOptions,
  values: { name: featureNames },
  examples: [
    ['paxx feature sync orders', 'After a field was changed in features/orders/models.ts'],
    ['paxx feature sync orders --dry-run --diff', 'What it would take over, and what would follow'],
  ],
  async run({ name, ...args }) {
    return await changeProject('feature sync', args, (project, templates) => decide(project, templates, name))
  },
})

async function decide(project: Project, templates: Templates, name: string): Promise<Decision> {
  const { kebab, given: all } = findFeature(project, templates, name)
  const features = readFeatures(all)
  const feature = features.get(kebab)!
  const path = `features/${kebab}/models.ts`
  const file = (await readFiles(project.root, [path])).get(path)
  const source = file && file !== 'blocked' ? textIn(file) : undefined
  const compared = source === undefined ? undefined : compareModel(source, feature, features)
  if (!compared) throw unreadable(path, feature.names.Singular)
  const { fields, differences, leftAlone } = compared
  if (fields.length === 0) throw fieldless(kebab)

  const synced = readFeatures({ ...all, [kebab]: answerOf({ ...feature, fields }) }, [kebab]).get(kebab)!
  const { answers } = project
  return {
    answers: { ...answers, features: { ...answers.features, [kebab]: answerOf(synced) } },
    features: [kebab],
    settled: { path, asIfBefore: withOptionsOf },
    follow: async (changes) => ({ changes: [], notes: lackingIndexes(path, changes, synced, features) }),
    remarks: [
      ...(differences.length > 0
        ? ['paxx.json takes over:', ...differences.map((one) => `  ${differenceText({ feature: kebab, ...one })}`)]
        : [`paxx.json says what ${path} does already.`]),
      ...(leftAlone.length > 0
        ? [`No field says this, so it stays as it is in ${path}:`, ...leftAlone.map((one) => `  ${one}`)]
        : []),
    ],
    next: [
      'Next:',
      ...(differences.length > 0 ? [`  npx paxx db migrate "change ${feature.names.titles}"`] : []),
      '  npx paxx check',
    ],
  }
}

/** What is faster with an index, where the model could not be given it. */
function lackingIndexes(path: string, changes: readonly Change[], feature: Feature, features: Features): string[] {
  const file = changes.find((change) => change.path === path)?.after
  const lacking = (file && compareModel(textIn(file) ?? '', feature, features)?.lacking) ?? []
  return lacking.map((index) => `${path}: its lists filter, and need an index for it: add ${index} to its \`indexes\`.`)
}

const unreadable = (path: string, name: string) =>
  new UsageError(
    'MODEL_UNREADABLE',
    `${path} has no \`export const ${name} = table('…', { … })\`.`,
    'Only a model of that form can be read without running it.',
  )

const fieldless = (kebab: string) =>
  new UsageError(
    'FIELDS_NONE',
    `Nothing in the model of ${kebab} is a field of \`paxx.json\`.`,
    `Leave it one, or: paxx feature remove ${kebab}`,
  )
