import { UsageError } from '../errors.ts'
import type { Change } from '../merge/changes.ts'
import { checkCase, missingFolders } from './confine.ts'
import { hashOnDisk } from './files.ts'
import { hasTransaction, type Journal, planJournal, stepOf } from './journal.ts'
import { checkPath, checkPaths } from './paths.ts'

/**
 * The journal of changes that can be made as far as reading tells.
 * @throws UsageError when a path is refused, or a file is not what the plan saw
 */
export function check(root: string, changes: readonly Change[]): Journal {
  if (hasTransaction(root)) throw new Error('recover() has to be called before a change')
  const kept = changes.filter(({ after }) => after).map(({ path }) => path)
  checkPaths(kept)
  for (const { path } of changes) checkPath(path)
  checkCase(root, kept)
  const journal = planJournal(changes, missingFolders(root, kept))
  for (const [index, entry] of journal.entries.entries()) {
    const { target, path, before } = stepOf(root, entry, index)
    requireHash(target, before, path)
  }
  return journal
}

/** @throws UsageError when a file does not hold what it is expected to: a hash, or null where there is none */
export function requireHash(file: string, expected: string | null, path: string): void {
  if (hashOnDisk(file) !== expected) throw changed(path)
}

/** That somebody else has written to a file. */
export const changed = (path: string): UsageError =>
  new UsageError(
    'CHANGED_MEANWHILE',
    `\`${path}\` was changed while paxx was working: nothing was changed by paxx.`,
    'Run it again.',
  )
