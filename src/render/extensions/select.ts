import { UsageError } from '../../errors.ts'
import { suggestion } from '../../suggest.ts'
import type { Answers, FeatureAnswer } from '../answers.ts'
import { hasPages } from '../features/options.ts'
import type { Extension } from './extension.ts'

/** The extensions that there are, by name. */
export type Extensions = Readonly<Record<string, Extension>>

/**
 * The extensions of a project, in the one order in which their lines stand: what another one requires comes before it,
 * and else they go by name.
 * @throws UsageError for one that there is none of, and for those that do not go together
 */
export function selectExtensions({ extensions, database, features }: Answers, known: Extensions): Extension[] {
  const names = Object.keys(extensions).toSorted()
  const chosen = names.map((name) => findExtension(name, known))
  const missing = missingOf(names, known)
  if (missing.length > 0) {
    throw needs(
      names.filter((name) => missingOf([name], known).some((one) => missing.includes(one))),
      missing,
    )
  }
  for (const { name, manifest } of chosen) {
    const enemy = manifest.excludes.find((other) => names.includes(other))
    if (enemy !== undefined) throw apart(name, enemy)
    if (manifest.databases && !manifest.databases.includes(database)) throw onOthers(name, manifest.databases, database)
  }
  checkProvided({ features }, chosen, known)
  const ordered = new Set<Extension>()
  const visit = (extension: Extension, path: readonly Extension[] = []) => {
    if (path.includes(extension)) return
    for (const needed of extension.manifest.requires.toSorted()) visit(known[needed]!, [...path, extension])
    ordered.add(extension)
  }
  for (const extension of chosen) visit(extension)
  return [...ordered]
}

/** What features can have where an extension provides it. */
export type Provided = Extension['manifest']['provides'][number]

interface Provision {
  readonly isFor: (feature: FeatureAnswer) => boolean
  readonly code: string
  /** Said of what needs it, where nothing provides it. */
  readonly lack: string
}

const provisions: Readonly<Record<Provided, Provision>> = {
  access: {
    isFor: ({ access }) => access !== undefined,
    code: 'ACCESS_UNPROVIDED',
    lack: 'is to know who asks, and nothing in the project says who that is.',
  },
  pages: {
    isFor: hasPages,
    code: 'PAGES_UNPROVIDED',
    lack: 'is to have pages, and nothing in the project makes any.',
  },
}

export const provides = ({ manifest }: Extension, what: Provided): boolean => manifest.provides.includes(what)

/** Whether features of a project can have it. */
export const isProvided = (what: Provided, { extensions }: Pick<Answers, 'extensions'>, known: Extensions): boolean =>
  Object.keys(extensions).some((name) => Object.hasOwn(known, name) && provides(known[name]!, what))

/** @throws UsageError for a feature that has what none of these extensions provides */
function checkProvided({ features }: Pick<Answers, 'features'>, chosen: readonly Extension[], known: Extensions): void {
  for (const what of Object.keys(provisions) as Provided[]) {
    const name = Object.keys(features).find((one) => provisions[what].isFor(features[one]!))
    if (name !== undefined && !chosen.some((one) => provides(one, what))) throw unprovided(what, `\`${name}\``, known)
  }
}

/** @param who needs it */
export function unprovided(what: Provided, who: string, known: Extensions): UsageError {
  const providers = Object.values(known).filter((one) => provides(one, what))
  return new UsageError(
    provisions[what].code,
    `${who} ${provisions[what].lack}`,
    providers.length > 0
      ? `Add what does: ${providers.map(({ name }) => `paxx add ${name}`).join(' or ')}`
      : `docs/extensions.md says how an extension provides ${what}.`,
  )
}

/** @throws UsageError where there is none of that name, with the nearest */
export function findExtension(name: string, known: Extensions): Extension {
  if (Object.hasOwn(known, name)) return known[name]!
  throw new UsageError(
    'EXTENSION_UNKNOWN',
    `There is no extension \`${name}\`.`,
    suggestion(name, Object.keys(known), (nearest) => `Did you mean \`${nearest}\`?`) ??
      '`paxx extensions` lists them; one of your own is added by its folder: paxx add ./our-extension',
  )
}

/** What extensions require that is not among them, and what that requires. */
export function missingOf(names: readonly string[], known: Extensions): string[] {
  const all = new Set(names)
  for (const name of all) for (const needed of known[name]?.manifest.requires ?? []) all.add(needed)
  return [...all].filter((name) => !names.includes(name)).toSorted()
}

const needs = (names: readonly string[], missing: readonly string[]) =>
  new UsageError(
    'EXTENSION_NEEDS',
    `${quoted(names)} ${names.length > 1 ? 'need' : 'needs'} ${quoted(missing)}.`,
    `Add all: paxx add ${[...missing, ...names].join(' ')}, or --with ${[...missing, ...names].join(',')}`,
  )

/** Names in a sentence. */
export const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(' and ')

const apart = (name: string, enemy: string) =>
  new UsageError(
    'EXTENSION_EXCLUDED',
    `\`${name}\` does not go together with \`${enemy}\`.`,
    `Choose one. If the other is in: paxx remove ${enemy}`,
  )

const onOthers = (name: string, databases: readonly string[], database: string) =>
  new UsageError(
    'EXTENSION_DATABASE',
    `\`${name}\` works on ${databases.join(' and ')}, and the project is on ${database}.`,
    `Leave it out. If it is in: paxx remove ${name}`,
  )
