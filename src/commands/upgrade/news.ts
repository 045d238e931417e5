import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { compareVersions, parseVersion } from '../../merge/json/versions.ts'
import { packageRoot } from '../../project/package-root.ts'

/** What this paxx's changelog says of the versions after one and up to another. */
export const readNews = async (from: string, to: string): Promise<string[]> =>
  newsBetween(await readFile(path.join(packageRoot, 'CHANGELOG.md'), 'utf8'), from, to)

export const newsLines = (news: readonly string[], from: string, to: string): string[] =>
  news.length > 0 ? [`What changed from paxx ${from} to ${to}:`, ...news.map((item) => `- ${item}`)] : []

/**
 * What a changelog, as changesets write it, says of the versions after one and up to another, the newest first: a
 * sentence or more for each change, on one line.
 */
export function newsBetween(changelog: string, from: string, to: string): string[] {
  const [first, last] = [parseVersion(from)!, parseVersion(to)!]
  const sections = changelog.split(/^## /m).filter((section) => {
    const version = parseVersion(section.split('\n', 1)[0]!.trim())
    return version && compareVersions(version, first) > 0 && compareVersions(version, last) <= 0
  })
  return sections.flatMap((section) =>
    section
      .split(/^- /m)
      .slice(1)
      .map((item) => item.replace(/^#.*$/gm, '').replaceAll(/\s+/g, ' ').trim()),
  )
}
