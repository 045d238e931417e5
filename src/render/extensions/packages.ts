import { UsageError } from '../../errors.ts'
import type { JsonObject } from '../json.ts'
import type { Extension } from './extension.ts'
import type { Manifest } from './manifest.ts'

/** The packages that an extension depends on, with their versions where it names them. */
export const packagesOf = ({ dependencies, devDependencies }: Manifest): string[] =>
  [dependencies, devDependencies].flatMap((group) =>
    Array.isArray(group) ? group : Object.entries(group).map(([name, version]) => `${name} ${version}`),
  )

const groups = ['dependencies', 'devDependencies'] as const

/**
 * What extensions add to package.json.
 * @param manifest the package.json without them
 * @param versions of the packages that paxx knows
 * @throws UsageError for a package without a version, for one that is there in another version, and for a script that is there
 */
export function extensionPackages(
  extensions: readonly Extension[],
  manifest: string,
  versions: Readonly<Record<string, string>>,
): JsonObject[] {
  const given = JSON.parse(manifest) as Record<(typeof groups)[number] | 'scripts', Record<string, string>>
  const present = new Map(groups.flatMap((group) => Object.entries(given[group])))
  const scripts = new Set(Object.keys(given.scripts))
  return extensions.map((extension) => {
    const added = groups.map((group) => [group, Object.fromEntries(wantedBy(extension, group, versions))] as const)
    for (const [name, version] of added.flatMap(([, packages]) => Object.entries(packages))) {
      const other = present.get(name) ?? version
      if (other !== version) throw invalid(`${extension.name} needs ${name} ${version}, and the project has ${other}`)
      present.set(name, version)
    }
    for (const script of Object.keys(extension.manifest.scripts)) {
      if (scripts.has(script)) throw invalid(`${extension.name} brings the script ${script}, which there is already`)
      scripts.add(script)
    }
    return { scripts: extension.manifest.scripts, ...Object.fromEntries(added) }
  })
}

function wantedBy(
  { name, manifest }: Extension,
  group: (typeof groups)[number],
  versions: Readonly<Record<string, string>>,
): [string, string][] {
  const wanted = manifest[group]
  if (!Array.isArray(wanted)) return Object.entries(wanted)
  return wanted.map((known) => {
    if (Object.hasOwn(versions, known)) return [known, versions[known]!]
    throw invalid(`${name} does not say which version of ${known} it needs`)
  })
}

const invalid = (reason: string) =>
  new UsageError(
    'EXTENSION_INVALID',
    `${reason}.`,
    'Its extension.json names scripts, and packages with their versions.',
  )
