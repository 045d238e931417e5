import kleur from 'kleur'
import type { Change, Status } from '../merge/changes.ts'
import { unifiedDiff } from './diff.ts'

const colours: Record<Status, (text: string) => string> = {
  create: kleur.green,
  update: kleur.yellow,
  merge: kleur.yellow,
  delete: kleur.red,
  identical: kleur.dim,
  keep: kleur.dim,
  conflict: kleur.red,
}
const width = Math.max(...Object.keys(colours).map((status) => status.length))

/** A line for each change, its status aligned, and with `diff` what changes in it. */
export function changesText(changes: readonly Change[], { diff = false } = {}): string {
  return changes
    .flatMap((change) => [
      `${colours[change.status](change.status.padStart(width + 2))}  ${change.path}`,
      ...(diff ? [unifiedDiff(change.path, change.before, change.after)] : []),
    ])
    .join('\n')
}

/** The same for `--json`. */
export const changesJson = (changes: readonly Change[], { diff = false } = {}) =>
  changes.map((change) => ({
    status: change.status,
    path: change.path,
    ...(diff && { diff: unifiedDiff(change.path, change.before, change.after) }),
  }))
