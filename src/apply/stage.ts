import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { UsageError } from '../errors.ts'
import { codeOf, explained } from './failures.ts'
import { removeIfEmpty, syncFolder } from './files.ts'
import { cleanly } from './interrupt.ts'
import { isGone, newOwner, pidOf } from './owner.ts'
import { inTheWay, placeOf, requireFree } from './target.ts'

/**
 * Builds a new folder out of sight and lets it appear by one rename: at `target`, which is absent or an empty folder.
 * On an error or a signal nothing is left, missing parents of the target included; after a kill, the next call for the
 * same target removes the leftovers. `build` gets the folder to fill and a signal on which to stop what it has started.
 * @returns what `build` does
 * @throws UsageError when something is in the way, or another process is building the same
 */
export async function stageProject<T>(
  target: string,
  build: (staging: string, interrupted: AbortSignal) => Promise<T> | T,
): Promise<T> {
  const { parent, name, inner } = placeOf(resolve(target))
  const final = join(parent, name)
  const staging = explained(() => {
    removeDead(parent, name)
    requireFree(final)
    return join(parent, `${prefixFor(name)}${newOwner()}`)
  })
  return await cleanly(
    async (interrupted) => {
      explained(() => makeFolders(staging, inner))
      const built = await build(join(staging, inner), interrupted)
      interrupted.throwIfAborted()
      explained(() => appear(staging, final))
      return built
    },
    () => removeQuietly(staging),
  )
}

function makeFolders(staging: string, inner: string): void {
  // A recursive mkdir alone would say ENOENT where the file system is read-only.
  mkdirSync(staging)
  mkdirSync(join(staging, inner), { recursive: true })
}

const prefixFor = (name: string): string => `.${name}.paxx-`

function removeDead(parent: string, name: string): void {
  const prefix = prefixFor(name)
  const owners = readdirSync(parent).flatMap((each) => (each.startsWith(prefix) ? each.slice(prefix.length) : []))
  for (const owner of owners) {
    const staging = join(parent, prefix + owner)
    if (isGone(owner)) removeQuietly(staging)
    else if (pidOf(owner)) throw busy(name, pidOf(owner), staging)
  }
}

function appear(staging: string, target: string): void {
  syncFolder(staging)
  // Windows renames no folder onto another one, not even onto an empty one.
  if (process.platform === 'win32') removeIfEmpty(target)
  try {
    renameSync(staging, target)
  } catch (error) {
    if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error) ?? '')) throw inTheWay(target)
    throw error
  }
}

/** Leftovers may be another user's, and are no reason to fail. */
function removeQuietly(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  } catch {}
}

const busy = (name: string, pid: number | undefined, staging: string): UsageError =>
  new UsageError(
    'LOCKED',
    `Another paxx command is making \`${name}\` (pid ${pid}).`,
    `Wait for it to end. If it is not running, remove ${staging}.`,
  )
