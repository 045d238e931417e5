import { lstatSync } from 'node:fs'
import type { Change } from '../merge/changes.ts'
import type { File } from '../render/tree.ts'
import { keepAs, writeDurably } from './files.ts'
import { beginTransaction, type Journal, stepOf, writeJournal } from './journal.ts'

/** Writes all that a transaction needs to be done or undone, so that neither needs more space. */
export function prepare(root: string, journal: Journal, changes: readonly Change[]): void {
  beginTransaction(root)
  for (const [index, { before, after }] of changes.entries()) {
    const { target, fresh, old } = stepOf(root, journal.entries[index]!, index)
    if (after) writeDurably(fresh, after.content, modeFor(after, target))
    if (before && after) keepAs(target, old)
  }
  writeJournal(root, journal)
}

function modeFor(file: File, target: string): number {
  const found = lstatSync(target, { throwIfNoEntry: false })
  return file.mode ?? (found ? found.mode & 0o7777 : 0o644)
}
