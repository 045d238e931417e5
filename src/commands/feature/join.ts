import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { addFeature, joinRequest } from '../../render/features/add.ts'
import { readFeatures } from '../../render/features/feature.ts'
import type { FeatureNames } from '../../render/features/inflect.ts'
import { joinedAlready, joinsOf, withItself } from '../../render/features/joins.ts'
import { readFeatureName } from '../../render/features/name.ts'
import { rankOf } from '../../render/features/owned.ts'
import { featureTable } from '../../render/features/table.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { featureNames, findGiven } from './known.ts'
import { writeCreation } from './migration.ts'

export const command = defineCommand({
  details: `Writes a table between them, features/<one>-<other>/models.ts, with its migration, and gives both sides the rest:

GET /orders?include=tags and /tags?include=orders, GET /orders?tagId=3 and /tags?orderId=7, and PUT /orders/7/tags, which the first one has: it takes the ids of all the tags that an order is to have.

With \`paxx feature remove\` of the table, or of either side, it is gone again. What is to say more than which row goes with which, such as since when, is a feature: paxx feature create --primary-key.`,
  positionals: {
    one: {
      type: 'string',
      demandOption: true,
      describe: 'The feature whose routes say what is joined, in any spelling',
    },
    other: { type: 'string', demandOption: true, describe: 'The feature that it is joined with' },
  },
  options: {
    ...changeOptions,
    name: { type: 'string', requiresArg: true, describe: 'What the table is called, unless order-tags will do' },
  },
  values: { one: featureNames, other: featureNames },
  examples: [
    ['paxx feature join orders tags', 'An order has tags, and a tag has orders'],
    ['paxx feature join orders tags --name labels', 'By the table labels'],
    ['paxx feature remove order-tags', 'And away with it'],
  ],
  async run({ one, other, name, ...args }) {
    return await changeProject('feature join', args, (project, templates) =>
      decide(project, templates, [one, other], name, args),
    )
  },
})

async function decide(
  project: Project,
  templates: Templates,
  sides: readonly [string, string],
  name: string | undefined,
  args: GlobalArgs,
): Promise<Decision> {
  const [one, other] = sides.map((side) => findGiven(project, templates, side))
  const features = readFeatures(one!.given, [])
  const [first, second] = [features.get(one!.kebab)!, features.get(other!.kebab)!]
  if (first === second) throw withItself(first.names)
  const present = joinsOf(first, features).find(({ to }) => to.target === second.names.kebab)
  if (present) throw joinedAlready(first.names, second.names, present.through.names)
  if (rankOf(second) > rankOf(first)) throw unseen(first.names, second.names)
  const request = joinRequest(first.names, second.names, name)
  const { kebab: wanted } = readFeatureName(request.name)
  if (features.has(wanted)) throw taken(wanted, first.names, second.names)

  const { answers, feature } = addFeature(project.answers, request, templates.extensions)
  const table = featureTable(feature, answers.ids, answers.database)
  return {
    answers,
    features: [feature.names.kebab],
    ...(await writeCreation(project, table, args)),
    next: ['Next:', '  npx paxx db upgrade', '  npx paxx check'],
  }
}

const unseen = (first: FeatureNames, second: FeatureNames): UsageError =>
  new UsageError(
    'JOIN_INVALID',
    `Not all who may use ${first.kebab} may see the ${second.titles} that they are to be joined with.`,
    `Let the others say it: paxx feature join ${second.kebab} ${first.kebab}`,
  )

const taken = (name: string, first: FeatureNames, second: FeatureNames): UsageError =>
  new UsageError(
    'FEATURE_EXISTS',
    `There is a feature \`${name}\` already.`,
    `Call the table something else: paxx feature join ${first.kebab} ${second.kebab} --name …`,
  )
