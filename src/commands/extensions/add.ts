import { changeOptions, changeProject, installOption } from '../../change/change.ts'
import type { Decision } from '../../change/decision.ts'
import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { findForeign, type Found, isForeign } from '../../project/foreign.ts'
import type { Answers } from '../../render/answers.ts'
import type { Extension } from '../../render/extensions/extension.ts'
import { nextSteps } from '../../render/extensions/next-steps.ts'
import { findExtension, provides, selectExtensions } from '../../render/extensions/select.ts'
import { mistypedFolders } from '../../render/extensions/variants.ts'
import { type Templates, viewOf } from '../../render/render.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { defineCommand } from '../command.ts'
import { namesOf } from './known.ts'
import { askForRequired } from './required.ts'
import { messageFor, migrateBrought } from './tables.ts'
import { askForTrust } from './trust.ts'

export const command = defineCommand({
  details:
    'Writes its files, puts its lines into yours by a three-way merge, its settings into settings.ts, .env.example and .env, its tables into a migration, and installs what it needs. `paxx remove` takes all of it away again. What it requires is offered, too; --yes adds that.\n\nAn extension of your own is added by its folder, or as a package `paxx-extension-…` of the project. It is asked for, or --trust says so: what it brings becomes part of the project. paxx itself runs none of it but the script that it says `generates` files. The project keeps a copy, pinned by its hash; adding it again brings what changed since.',
  positionals: {
    extensions: { type: 'string', array: true, demandOption: true, describe: 'Names, folders or packages' },
  },
  options: {
    ...changeOptions,
    ...installOption,
    trust: { type: 'boolean', describe: 'Take what somebody else wrote, without being asked' },
  },
  values: { extensions: () => namesOf('others') },
  examples: [
    ['paxx add docker', 'An image, and Docker Compose'],
    ['paxx add docker redis', 'Two at once; in which order makes no difference'],
    ['paxx add docker --dry-run --diff', 'What it would change, and nothing changed'],
    ['paxx add ./our-extension', 'One of your own'],
  ],
  async run({ extensions, trust = false, ...args }) {
    return await changeProject('add', args, (project, templates) => {
      return decide(project, templates, extensions, { ...args, trust })
    })
  },
})

type AddArgs = GlobalArgs & { readonly trust: boolean }

async function decide(
  project: Project,
  templates: Templates,
  words: readonly string[],
  args: AddArgs,
): Promise<Decision> {
  const { root, answers } = project
  const names = words.filter((word) => !isForeign(word))
  for (const name of names) checkFresh(findExtension(name, templates.extensions), answers)
  const foreign: Found[] = []
  for (const word of words.filter(isForeign)) {
    const found = await findForeign(root, word)
    checkForeign(found, answers, templates)
    await askForTrust(found, args)
    foreign.push(found)
  }

  const known = Object.fromEntries(foreign.map(({ extension }) => [extension.name, extension]))
  const next: Templates = { ...templates, extensions: { ...templates.extensions, ...known } }
  const wanted = { ...Object.fromEntries(names.map((name) => [name, {}])), ...pin(foreign) }
  const alongside = await askForRequired({ ...answers.extensions, ...wanted }, next.extensions, args)
  const added = { ...wanted, ...Object.fromEntries(alongside.map((name) => [name, {}])) }
  const chosen: Answers = { ...answers, extensions: { ...answers.extensions, ...added } }
  const own = selectExtensions(chosen, next.extensions).filter(({ name }) => Object.hasOwn(added, name))
  const sides = [
    { answers, extensions: templates.extensions },
    { answers: chosen, extensions: next.extensions },
  ] as const
  const written = await migrateBrought(project, sides, messageFor('add', Object.keys(added), next.extensions), args)
  const isMigrated = Object.keys(written.migrations).length > 0
  const steps = [...(isMigrated ? ['npx paxx db upgrade'] : []), ...nextSteps(own, viewOf(chosen, next))]
  return {
    answers: chosen,
    templates: next,
    ...written,
    remarks: [
      ...foreign.flatMap(({ extension }) => mistypedFolders(extension, Object.keys(next.extensions))),
      ...written.remarks,
    ],
    next: [
      ...(steps.length > 0 ? ['Next:', ...steps.map((step) => `  ${step}`)] : []),
      ...(own.some((one) => provides(one, 'access')) ? openFeatures(answers) : []),
    ],
  }
}

/** The features that everybody may use as yet, what refers to others before those: that is how they can be closed. */
function openFeatures({ features }: Answers): string[] {
  const open = Object.keys(features).filter((name) => !features[name]!.access && !features[name]!.joinsOnly)
  if (open.length === 0) return []
  const commands = open.toReversed().map((name) => `  npx paxx feature access ${name} auth`)
  return ['Everybody may use these features, until you say who may (owner, auth, admin):', ...commands]
}

const pin = (foreign: readonly Found[]): Answers['extensions'] =>
  Object.fromEntries(foreign.map(({ extension, source, hash }) => [extension.name, { source, hash }]))

function checkFresh({ name }: Extension, { extensions }: Answers): void {
  if (!Object.hasOwn(extensions, name)) return
  throw new UsageError(
    'EXTENSION_PRESENT',
    `\`${name}\` is in the project already.`,
    'paxx extensions lists what is in.',
  )
}

function checkForeign({ extension: { name }, source, hash }: Found, answers: Answers, { extensions }: Templates): void {
  const present = Object.hasOwn(answers.extensions, name) ? answers.extensions[name] : undefined
  if (present?.hash === hash) {
    throw new UsageError('EXTENSION_PRESENT', `\`${name}\` is in the project as it is.`, 'There is nothing to add.')
  }
  if (present === undefined && !Object.hasOwn(extensions, name)) return
  if (present?.source !== undefined) return
  throw new UsageError('EXTENSION_NAME', `\`${name}\` is an extension of paxx.`, `Rename the folder of ${source}.`)
}
