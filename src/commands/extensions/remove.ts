import { changeOptions, changeProject, installOption } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import {
  findExtension,
  isProvided,
  type Provided,
  provides,
  quoted,
  selectExtensions,
} from '../../render/extensions/select.ts'
import { type Feature, type Features, readFeatures } from '../../render/features/feature.ts'
import { givenFeatures } from '../../render/features/given.ts'
import { featuresWithPages } from '../../render/features/pages.ts'
import type { Templates } from '../../render/render.ts'
import { suggestion } from '../../suggest.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { remarkImports } from '../feature/mentions.ts'
import { inTheWay, pagesInTheWay } from '../in-the-way.ts'
import { namesOf } from './known.ts'
import { messageFor, migrateBrought } from './tables.ts'

export const command = defineCommand({
  details:
    'Deletes its files that you have not edited, keeps and names the others, takes its lines, settings and dependencies out of what is shared, and writes the migration that drops its tables. A setting of .env that you gave a value stays there, and is named.',
  positionals: {
    extensions: { type: 'string', array: true, demandOption: true, describe: 'Names; `paxx extensions` lists them' },
  },
  options: { ...changeOptions, ...installOption },
  values: { extensions: () => namesOf('added') },
  examples: [
    ['paxx remove docker', 'Gone, without a trace'],
    ['paxx remove docker redis', 'Two at once'],
    ['paxx remove docker --dry-run', 'What would go'],
  ],
  async run({ extensions, ...args }) {
    return await changeProject('remove', args, (project, templates) => decide(project, templates, extensions, args))
  },
})

async function decide(
  project: Project,
  { extensions: known }: Templates,
  names: readonly string[],
  args: GlobalArgs,
): Promise<Decision> {
  const { answers } = project
  const present = Object.keys(answers.extensions)
  for (const name of names) if (!present.includes(name)) throw absent(name, present)
  const left = present.filter((name) => !names.includes(name))
  const needing = left.filter((name) => findExtension(name, known).manifest.requires.some((one) => names.includes(one)))
  if (needing.length > 0) throw inUse(names, needing)
  const features = readFeatures(givenFeatures(answers, known))
  const extensions = Object.fromEntries(left.map((name) => [name, answers.extensions[name]!]))
  const after = { ...answers, extensions }
  const isLost = (what: Provided): boolean => isProvided(what, answers, known) && !isProvided(what, after, known)
  if (isLost('access')) checkOpen(features, names)
  if (isLost('pages'))
    checkPageless(
      features,
      names.filter((name) => provides(findExtension(name, known), 'pages')),
    )
  checkReferences(features, names)
  selectExtensions(after, known)
  const sides = [
    { answers, extensions: known },
    { answers: after, extensions: known },
  ] as const
  const written = await migrateBrought(project, sides, messageFor('remove', names, known), args)
  const isMigrated = Object.keys(written.migrations).length > 0
  return {
    answers: after,
    ...written,
    follow: async (changes, trees) => ({ changes: [], notes: await remarkImports(project.root, changes, trees) }),
    next: isMigrated ? ['Next:', '  npx paxx db upgrade'] : [],
  }
}

/** @throws UsageError where features of the project's own know who asks, with each of them */
function checkOpen(features: Features, names: readonly string[]): void {
  const own = [...features.values()].filter(({ access, extension }) => access && extension === undefined)
  if (own.length === 0) return
  throw inTheWay(own.map(nameOf), {
    code: 'EXTENSION_IN_USE',
    verbs: ['knows', 'know'],
    what: `who asks by ${quoted(names)}`,
    first: 'Open that to everybody first',
    command: (name) => `paxx feature access ${name} public`,
  })
}

/** @throws UsageError where features have pages, with each of them */
function checkPageless(features: Features, names: readonly string[]): void {
  const paged = featuresWithPages(features)
  if (paged.length > 0) throw pagesInTheWay('EXTENSION_IN_USE', paged.map(nameOf), `by ${quoted(names)}`)
}

const nameOf = ({ names }: Feature): string => names.kebab

/** @throws UsageError where features of the project's own refer to what extensions bring, with each of them */
function checkReferences(features: Features, names: readonly string[]): void {
  const isGoing = (feature: string): boolean => names.includes(features.get(feature)!.extension ?? '')
  const own = [...features.values()].filter(({ extension }) => extension === undefined)
  const referring = own.flatMap(({ names: { kebab }, fields }) =>
    fields.filter(({ target }) => target !== undefined && isGoing(target)).map((field) => ({ kebab, field })),
  )
  if (referring.length === 0) return
  throw new UsageError(
    'EXTENSION_IN_USE',
    `${referring.map(({ kebab, field }) => `\`${field.name}\` of ${kebab}`).join(' and ')} ${referring.length > 1 ? 'refer' : 'refers'} to what ${names.join(' and ')} brings.`,
    `Remove that first: ${referring.map(({ kebab, field }) => `paxx field remove ${kebab} ${field.name}`).join(' && ')}`,
  )
}

function absent(name: string, present: readonly string[]): UsageError {
  const hint =
    suggestion(name, present, (nearest) => `Did you mean \`${nearest}\`?`) ??
    (present.length > 0 ? `There are: ${present.join(', ')}.` : 'There is none in it: paxx extensions')
  return new UsageError('EXTENSION_ABSENT', `The extension \`${name}\` is not in the project.`, hint)
}

const inUse = (names: readonly string[], by: readonly string[]): UsageError =>
  new UsageError(
    'EXTENSION_IN_USE',
    `${quoted(by)} ${by.length > 1 ? 'need' : 'needs'} ${quoted(names)}.`,
    `Remove all: paxx remove ${[...by, ...names].join(' ')}`,
  )
