import { UsageError } from '../../errors.ts'

/** Where a project keeps what a stranger's extension held when it was added. */
export const copyPath = (name: string): string => `vendor/extensions/${name}.json`

/** The files of an extension's folder as one, line by line, so that git shows what changes. */
export function formatCopy(files: ReadonlyMap<string, string>): string {
  const sorted = [...files].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify(Object.fromEntries(sorted.map(([path, text]) => [path, text.split('\n')])))
}

/**
 * The files that a copy holds.
 * @throws UsageError when it is none
 */
export function parseCopy(name: string, text: string): Map<string, string> {
  try {
    const files = Object.entries(JSON.parse(text) as Record<string, string[]>)
    return new Map(files.map(([path, lines]) => [path, lines.join('\n')]))
  } catch {
    throw new UsageError(
      'EXTENSION_CHANGED',
      `${copyPath(name)} is not what paxx wrote.`,
      `Take it from git: git checkout -- ${copyPath(name)}`,
    )
  }
}
