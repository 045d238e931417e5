import { UsageError } from '../../errors.ts'
import type { Answers, FeatureAnswer } from '../answers.ts'
import { partOf } from '../extensions/extension.ts'
import type { Extensions } from '../extensions/select.ts'

/** What a feature is made from, and the extension that brings it, files and all, where it is none of the project's own. */
export type GivenFeature = FeatureAnswer & {
  readonly extension?: string
  /** Whether it has no factory, by which tests of others could make a row to refer to. */
  readonly isInternal?: boolean
  /** What its path begins with: where an extension mounts its own, that says. */
  readonly prefix?: string | undefined
  /** What is unique together, by the names of fields. */
  readonly unique?: readonly (readonly string[])[] | undefined
}
export type GivenFeatures = Readonly<Record<string, GivenFeature>>

/**
 * All features of a project by their names: those that its extensions bring, and its own.
 * @param known the extensions that there are
 * @throws UsageError where an extension brings one that the project has
 */
export function givenFeatures(
  { features, extensions, prefix }: Pick<Answers, 'features' | 'extensions' | 'prefix'>,
  known: Extensions,
): GivenFeatures {
  const brought: Record<string, GivenFeature> = {}
  for (const extension of Object.keys(extensions).toSorted()) {
    if (!Object.hasOwn(known, extension)) continue
    const { manifest, sources } = known[extension]!
    const targets = new Set([...sources.keys()].map((path) => partOf(path)!.target))
    for (const [name, feature] of Object.entries(manifest.features)) {
      if (Object.hasOwn(brought, name)) throw broughtTwice(name, extension, brought[name]!.extension!)
      if (Object.hasOwn(features, name)) throw taken(name, extension)
      brought[name] = { ...feature, extension, isInternal: !targets.has(`features/${name}/factory.ts`) }
    }
  }
  const own = Object.entries(features).map(([name, feature]) => [name, { ...feature, prefix }])
  return { ...brought, ...Object.fromEntries(own) }
}

const taken = (name: string, extension: string): UsageError =>
  new UsageError(
    'FEATURE_EXISTS',
    `The extension \`${extension}\` brings a feature \`${name}\`, and there is one in the project.`,
    `Rename that first: paxx feature rename ${name} our-${name}`,
  )

const broughtTwice = (name: string, one: string, other: string): UsageError =>
  new UsageError(
    'FEATURE_EXISTS',
    `\`${one}\` and \`${other}\` both bring a feature \`${name}\`.`,
    'Choose one of them.',
  )
