import { mkdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { exists, hashOnDisk, isSameFile, removeIfEmpty, syncFolder } from './files.ts'
import { type Journal, type Step, stepOf } from './journal.ts'

/** A file that was edited after an interruption, and so is left as it is. */
export interface Kept {
  readonly path: string
  /** The name, beside it, of what it was before the command; null where there was nothing. */
  readonly saved: string | null
}

/** Undoes what a journal's command has done so far. Can itself be interrupted, and then be called again. */
export function undo(root: string, { folders, entries }: Journal): Kept[] {
  const steps = entries.map((entry, index) => stepOf(root, entry, index))
  const kept = steps.toReversed().flatMap((step) => undoStep(step) ?? [])
  for (const folder of folders.toReversed()) removeIfEmpty(join(root, folder))
  for (const folder of new Set(steps.map(({ target }) => dirname(target)))) if (exists(folder)) syncFolder(folder)
  return kept
}

function undoStep(step: Step): Kept | undefined {
  if (step.before === null) return wasCreated(step) ? removeCreated(step) : undefined
  return wasTaken(step) ? putBack(step) : undefined
}

/** A new content has two names once it is in place, or has moved there. */
const wasCreated = ({ fresh, target }: Step): boolean => exists(target) && (!exists(fresh) || isSameFile(fresh, target))

/** What was there is kept before it is replaced, which moves the new content away. */
const wasTaken = ({ after, fresh, old }: Step): boolean => exists(old) && (after === null || !exists(fresh))

function removeCreated({ path, target, after }: Step): Kept | undefined {
  if (hashOnDisk(target) !== after) return { path, saved: null }
  rmSync(target)
  return undefined
}

function putBack({ path, target, after, old }: Step): Kept | undefined {
  const edited = hashOnDisk(target) !== after
  const place = edited ? freeNameFor(target) : target
  mkdirSync(dirname(place), { recursive: true })
  renameSync(old, place)
  return edited ? { path, saved: basename(place) } : undefined
}

function freeNameFor(target: string): string {
  for (let count = 1; ; count++) {
    const name = count === 1 ? `${target}.orig` : `${target}.orig${count}`
    if (!exists(name)) return name
  }
}
