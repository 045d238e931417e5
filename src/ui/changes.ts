import type { Change, Status } from '../merge/changes.ts'
import { colour } from './colour.ts'
import { unifiedDiff } from './diff.ts'

const colours: Record<Status, (text: string) => string> = {
  create: colour.green,
  update: colour.yellow,
  merge: colour.yellow,
  delete: colour.red,
  identical: colour.dim,
  keep: colour.dim,
  conflict: colour.red,
}
const width = Math.max(...Object.keys(colours).map((status) => status.length))

/** A line for each change, its status aligned, and with `diff` what changes in it. One that moved has both of its paths. */
export function changesText(changes: readonly Change[], { diff = false } = {}): string {
  return withoutLeft(changes)
    .flatMap((change) => [
      `${colours[change.status](change.status.padStart(width + 2))}  ${change.from ? `${change.from} → ` : ''}${change.path}`,
      ...(diff ? [diffOf(change, changes)] : []),
    ])
    .join('\n')
}

/** The same for `--json`. */
export const changesJson = (changes: readonly Change[], { diff = false } = {}) =>
  withoutLeft(changes).map((change) => ({
    status: change.status,
    path: change.path,
    ...(change.from !== undefined && { from: change.from }),
    ...(diff && { diff: diffOf(change, changes) }),
  }))

/** The path that a file moved from is told with the one that it moved to. */
const withoutLeft = (changes: readonly Change[]): Change[] => changes.filter(({ to }) => to === undefined)

function diffOf({ path, from, before, after }: Change, changes: readonly Change[]): string {
  const left = from === undefined ? undefined : changes.find((change) => change.path === from)
  return unifiedDiff(path, left?.before ?? before, after, from)
}
