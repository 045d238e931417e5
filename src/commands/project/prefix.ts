import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { hasPages } from '../../render/features/options.ts'
import { readPrefix } from '../../render/prefix.ts'
import { defineCommand } from '../command.ts'
import { pagesInTheWay } from '../in-the-way.ts'

export const command = defineCommand({
  details:
    'Changes where app.ts mounts the features, and their tests, by a merge with what you made of them. What extensions serve stays where it is. Clients that know the old paths find nothing there any more: docs/versions.md of paxx shows how both are served for a while.',
  positionals: {
    prefix: { type: 'string', demandOption: true, describe: 'What paths are to begin with; `/` for nothing' },
  },
  options: changeOptions,
  examples: [
    ['paxx project prefix /api/v1', '/orders becomes /api/v1/orders'],
    ['paxx project prefix /', 'And again /orders'],
  ],
  async run({ prefix: given, ...args }) {
    const prefix = readPrefix(given)
    return await changeProject('project prefix', args, async (project) => decide(project, prefix))
  },
})

function decide({ answers: { prefix: former, ...answers } }: Project, prefix: string | undefined): Decision {
  if (prefix === former) throw same(prefix)
  const features = Object.keys(answers.features)
  const paged = features.filter((feature) => hasPages(answers.features[feature]!))
  if (prefix === undefined && paged.length > 0) {
    throw pagesInTheWay('PREFIX_IN_USE', paged, 'where the JSON would be')
  }
  const [old = '', now = ''] = [former, prefix]
  return {
    answers: { ...answers, ...(prefix !== undefined && { prefix }) },
    features,
    remarks: features.slice(0, 1).map((feature) => `${old}/${feature} is ${now}/${feature} from now on.`),
    next: ['Next:', '  npx paxx test'],
  }
}

const same = (prefix: string | undefined): UsageError =>
  new UsageError(
    'PREFIX_SAME',
    prefix === undefined ? 'The paths of features have no prefix.' : `They begin with \`${prefix}\` already.`,
    'To see them: paxx routes',
  )
