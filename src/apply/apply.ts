import { realpathSync } from 'node:fs'
import { UsageError } from '../errors.ts'
import type { Change, Status } from '../merge/changes.ts'
import { check } from './check.ts'
import { explain, explained } from './failures.ts'
import { commit } from './journal.ts'
import { prepare } from './prepare.ts'
import { recover } from './recover.ts'
import { replaceAll } from './replace.ts'

const writing: ReadonlySet<Status> = new Set(['create', 'update', 'merge', 'delete'])

/**
 * Makes all changes or none. Every file is left as it was when one cannot be written, is no longer what the plan saw,
 * or lies outside the root. A killed call is undone or finished by `recover`, which has to be called before each.
 *
 * New contents and a journal are written first, then renamed into place: an undo log, whose renaming commits.
 * @throws UsageError which says why nothing was changed
 */
export function applyChanges(root: string, changes: readonly Change[]): void {
  const writes = changes.filter(({ status }) => writing.has(status)).toSorted(deletionsFirst)
  if (writes.length === 0) return
  const project = realpathSync(root)
  const journal = explained(() => check(project, writes))
  try {
    prepare(project, journal, writes)
    replaceAll(project, journal)
    commit(project)
  } catch (error) {
    throw undone(project, error)
  }
  removeLitter(project)
}

/** So that a file can come where one goes whose name differs by case. */
const deletionsFirst = (one: Change, other: Change): number => Number(one.after !== null) - Number(other.after !== null)

function undone(root: string, error: unknown): unknown {
  try {
    recover(root)
  } catch (failure) {
    return new UsageError(
      'NOT_UNDONE',
      `The change failed (${(error as Error).message}), and undoing it did too (${(failure as Error).message}).`,
      'Mend the cause; the next paxx command here will undo it.',
    )
  }
  return explain(error)
}

/** All is done by now; what cannot be removed is left to the next command. */
function removeLitter(root: string): void {
  try {
    recover(root)
  } catch {}
}
