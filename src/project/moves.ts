import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { compareVersions, parseVersion } from '../merge/json/versions.ts'
import { packageRoot } from './package-root.ts'

/** Where templates were, by the last version that had them there, and where they went. */
type Moves = Readonly<Record<string, Readonly<Record<string, string>>>>

/** The new path of each template that was elsewhere in a version, by its path in that one. */
export async function readMoves(since: string): Promise<Map<string, string>> {
  const text = await readFile(path.join(packageRoot, 'templates/moves.json'), 'utf8')
  return movesSince(JSON.parse(text) as Moves, since)
}

export function movesSince(moves: Moves, since: string): Map<string, string> {
  const first = parseVersion(since)!
  const later = Object.entries(moves)
    .map(([last, moved]) => ({ last: parseVersion(last)!, moved }))
    .filter(({ last }) => compareVersions(last, first) >= 0)
    .toSorted((one, other) => compareVersions(one.last, other.last))
  const paths = new Map<string, string>()
  for (const { moved } of later) {
    for (const [old, now] of paths) paths.set(old, moved[now] ?? now)
    for (const [from, to] of Object.entries(moved)) if (!paths.has(from)) paths.set(from, to)
  }
  return paths
}
