import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import type { FeatureAnswer } from '../../render/answers.ts'
import { isProvided, unprovided } from '../../render/extensions/select.ts'
import { answerOf } from '../../render/features/add.ts'
import { type Feature, readFeatures } from '../../render/features/feature.ts'
import { isOwned, owner } from '../../render/features/owned.ts'
import { refersTo } from '../../render/features/rename.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { type AccessWord, accessOf, accessWords, allAccessWords } from './access-words.ts'
import { decideFields } from './fields.ts'
import { readFills, splitFill } from './fills.ts'
import { featureNames, findFeature } from './known.ts'

export const command = defineCommand({
  details: `Changes its routes, its services and its tests, and those of what refers to it, by a merge with what you made of them.

${allAccessWords.map((word) => `${word.padEnd(8)}${accessWords[word]}`).join('\n')}

With \`owner\` comes the column ownerId, and with any other word it goes, by a migration; the rows that are there get the owner that --fill says.`,
  positionals: {
    name: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' },
    who: { choices: allAccessWords, demandOption: true, describe: 'Who may use it' },
  },
  options: {
    ...changeOptions,
    fill: {
      type: 'string',
      array: true,
      nargs: 1,
      describe: 'owner=id: the user who gets the rows that are there',
    },
  },
  values: { name: featureNames },
  examples: [
    ['paxx feature access orders auth', 'For whoever is signed in'],
    [
      'paxx feature access orders owner --fill owner=1',
      'Each user has orders of his own, and those that are there go to one',
    ],
    ['paxx feature access orders public', 'For everybody, as it was'],
  ],
  async run({ name, who, fill = [], ...args }) {
    return await changeProject('feature access', args, (project, templates) =>
      decide(project, templates, name, who as AccessWord, fill, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  name: string,
  word: AccessWord,
  fills: readonly string[],
  args: GlobalArgs,
): Promise<Decision> {
  const { kebab, answer, given: all } = findFeature(project, templates, name)
  const { access: former, ...others } = answer
  const access = accessOf(word)
  if (access === former) throw same(kebab, word)
  if (access && !isProvided('access', project.answers, templates.extensions))
    throw unprovided('access', `\`${kebab}\``, templates.extensions)

  const given: FeatureAnswer = { ...others, ...(access && { access }) }
  const before = readFeatures(all, [kebab])
  const dependents = [...before.values()].filter(({ extension }) => extension === undefined)
  const referring = dependents.filter((one) => one.names.kebab !== kebab && refersTo(one, kebab))
  const changed = [kebab, ...referring.map(({ names }) => names.kebab)]
  const feature = readFeatures({ ...all, [kebab]: given }, changed).get(kebab)!
  const decision = await decideFields(project, templates, kebab, answerOf(feature), {
    message: `${isOwned(feature) ? 'give_owners_to' : 'take_owners_from'}_${feature.names.table}`,
    fills: ownerFills(feature, fills, project),
    args,
  })
  return { ...decision, features: changed }
}

/** Whose the rows are that are there. */
function ownerFills(feature: Feature, fills: readonly string[], project: Project): ReadonlyMap<string, string> {
  const needing = isOwned(feature) ? [owner] : []
  const texts = fills.map((text) => text.replace(/^owner=/, `${owner.name}=`))
  if (needing.length > 0 && !texts.some((text) => splitFill(text)[0] === owner.name)) throw unowned(feature)
  return readFills(feature, needing, texts, project)
}

const same = (kebab: string, word: AccessWord): UsageError =>
  new UsageError(
    'ACCESS_SAME',
    `The access of ${kebab} is \`${word}\` already.`,
    'paxx feature list says who may use what.',
  )

const unowned = ({ names: { kebab, titles } }: Feature): UsageError =>
  new UsageError(
    'FILL_MISSING',
    `The ${titles} that are there need an owner.`,
    `Say who gets them, by the id of a user: paxx feature access ${kebab} owner --fill owner=…`,
  )
