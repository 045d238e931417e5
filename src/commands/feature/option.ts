import { changeOptions, changeProject } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import type { FeatureAnswer, FeatureOption } from '../../render/answers.ts'
import { isProvided, unprovided } from '../../render/extensions/select.ts'
import { answerOf } from '../../render/features/add.ts'
import { readFeatures } from '../../render/features/feature.ts'
import { refersTo } from '../../render/features/rename.ts'
import type { Templates } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { type Command, defineCommand } from '../command.ts'
import { decideFields } from './fields.ts'
import { featureNames, findFeature } from './known.ts'
import { optionStates } from './option-words.ts'

/**
 * A command that gives a feature an option later, or takes it away.
 * @param verb the word of the command
 * @param example what it does to orders
 */
export const optionCommand = (option: FeatureOption, verb: string, details: string, example: string): Command =>
  defineCommand({
    details,
    positionals: { name: { type: 'string', demandOption: true, describe: 'The feature, in any spelling' } },
    options: { ...changeOptions, off: { type: 'boolean', default: false, describe: 'Take that away again' } },
    values: { name: featureNames },
    examples: [
      [`paxx feature ${verb} orders`, example],
      [`paxx feature ${verb} orders --off`, 'As they were'],
    ],
    async run({ name, off, ...args }) {
      return await changeProject(`feature ${verb}`, args, (project, templates) =>
        decide(project, templates, name, { option, verb, off, args }),
      )
    },
  })

interface Wanted {
  readonly option: FeatureOption
  readonly verb: string
  readonly off: boolean
  readonly args: GlobalArgs
}

async function decide(
  project: Project,
  templates: Templates,
  name: string,
  { option, verb, off, args }: Wanted,
): Promise<Decision> {
  const { kebab, answer, given: all } = findFeature(project, templates, name)
  const { options = [], ...others } = answer
  if (options.includes(option) !== off) throw same(kebab, option, verb, off)
  if (option === 'pages' && !off && !isProvided('pages', project.answers, templates.extensions)) {
    throw unprovided('pages', `\`${kebab}\``, templates.extensions)
  }
  const chosen = off ? options.filter((one) => one !== option) : [...options, option]
  const given: FeatureAnswer = { ...others, options: chosen }
  // Their tests delete what they refer to.
  const referring = [...readFeatures(all, []).values()].filter(
    (one) => one.extension === undefined && one.names.kebab !== kebab && refersTo(one, kebab),
  )
  const feature = readFeatures({ ...all, [kebab]: given }, [kebab]).get(kebab)!
  const { table } = feature.names
  const decision = await decideFields(project, templates, kebab, answerOf(feature), {
    message: `${off ? 'take' : 'add'}_${verb}_${off ? 'from' : 'to'}_${table}`,
    args,
  })
  return { ...decision, features: [kebab, ...referring.map(({ names }) => names.kebab)] }
}

const same = (kebab: string, option: FeatureOption, verb: string, off: boolean): UsageError =>
  new UsageError(
    'OPTION_SAME',
    off ? `${kebab} ${optionStates[option][1]}.` : `${kebab} ${optionStates[option][0]} already.`,
    off ? `paxx feature ${verb} ${kebab} changes that.` : 'paxx feature list says what each feature has.',
  )
