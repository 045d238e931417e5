import { realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { claim } from './claim.ts'
import { codeOf, explained } from './failures.ts'
import { removeIfEmpty } from './files.ts'
import { cleanly } from './interrupt.ts'
import { newOwner } from './owner.ts'
import { closeWorkspace, workspaceOf } from './workspace.ts'

/** How often to try again when another process takes or leaves the lock at the same instant. */
const attempts = 50

/**
 * Runs `work` as the only paxx command in a project, and releases the lock whatever happens, signals included.
 * @throws UsageError when another command is running, or `.paxx/` cannot be written
 */
export async function withLock<T>(
  root: string,
  command: string,
  work: (interrupted: AbortSignal) => Promise<T> | T,
): Promise<T> {
  const project = realpathSync(root)
  const owner = explained(() => acquire(project, command))
  return await cleanly(work, () => release(project, owner))
}

function acquire(root: string, command: string): string {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const owner = newOwner()
    try {
      if (claim(root, owner, command)) return owner
    } catch (error) {
      // The folder itself goes when the last command leaves it.
      if (codeOf(error) !== 'ENOENT') throw error
    }
  }
  throw new UsageError('LOCKED', 'Other paxx commands are running here.', 'Wait for them to end, and run it again.')
}

function release(root: string, owner: string): void {
  const lock = join(workspaceOf(root), 'lock')
  rmSync(join(lock, owner), { force: true })
  removeIfEmpty(lock)
  closeWorkspace(root)
}
