import { realpathSync } from 'node:fs'
import { join } from 'node:path'
import { explained } from './failures.ts'
import { removeIfEmpty } from './files.ts'
import { type Journal, readJournal, removeTransaction } from './journal.ts'
import { parentsOf } from './paths.ts'
import { type Kept, undo } from './undo.ts'
import { closeWorkspace, folderExists, workspaceOf } from './workspace.ts'

export interface Recovery {
  /** What became of the change that an interrupted command was making. */
  readonly outcome: 'none' | 'undone' | 'finished'
  readonly kept: readonly Kept[]
}

/**
 * Undoes or finishes what a killed command was changing, and removes its leftovers. Does nothing where there is
 * nothing, and can be interrupted itself. Files that were edited since are not overwritten but reported.
 * @throws UsageError when it cannot be done; nothing is lost then, and the next call tries again
 */
export function recover(root: string): Recovery {
  const project = realpathSync(root)
  if (!folderExists(workspaceOf(project))) return { outcome: 'none', kept: [] }
  return explained(() => {
    const left = readJournal(project)
    const recovery = left ? settle(project, left.journal, left.committed) : ({ outcome: 'none', kept: [] } as const)
    removeTransaction(project)
    closeWorkspace(project)
    return recovery
  }, 'what an interrupted command was changing is not settled yet')
}

function settle(root: string, journal: Journal, committed: boolean): Recovery {
  if (!committed) return { outcome: 'undone', kept: undo(root, journal) }
  removeEmptied(root, journal)
  return { outcome: 'finished', kept: [] }
}

/** Removes the folders that deletions have emptied, innermost first. */
function removeEmptied(root: string, { entries }: Journal): void {
  const deleted = entries.filter(({ after }) => after === null)
  const folders = new Set(deleted.flatMap(({ path }) => parentsOf(path)))
  for (const folder of [...folders].toSorted().toReversed()) removeIfEmpty(join(root, folder))
}
