import { mkdirSync, renameSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { changed, requireHash } from './check.ts'
import { codeOf } from './failures.ts'
import { exists, link, syncFolder } from './files.ts'
import { type Journal, type Step, stepOf } from './journal.ts'

/**
 * Puts every new content in place, as prepared.
 * @throws UsageError when somebody else has written to one of the files
 */
export function replaceAll(root: string, journal: Journal): void {
  for (const folder of journal.folders) makeFolder(root, folder)
  for (const [index, entry] of journal.entries.entries()) replace(stepOf(root, entry, index))
  for (const folder of foldersTouched(root, journal)) syncFolder(folder)
  // An editor that writes in place has written to what is kept here.
  for (const [index, entry] of journal.entries.entries()) {
    if (entry.before !== null) requireHash(stepOf(root, entry, index).old, entry.before, entry.path)
  }
}

function makeFolder(root: string, folder: string): void {
  try {
    mkdirSync(join(root, folder))
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? changed(folder) : error
  }
}

function replace(step: Step): void {
  if (step.before === null) return putInPlace(step)
  requireHash(step.target, step.before, step.path)
  if (step.after === null) renameSync(step.target, step.old)
  else renameSync(step.fresh, step.target)
}

/** Puts a file where none is: a link fails, and a rename does not, when one has appeared there. */
function putInPlace({ fresh, target, path }: Step): void {
  try {
    if (link(fresh, target)) return
  } catch (error) {
    throw codeOf(error) === 'EEXIST' ? changed(path) : error
  }
  if (exists(target)) throw changed(path)
  renameSync(fresh, target)
}

function foldersTouched(root: string, { folders, entries }: Journal): Set<string> {
  return new Set([...folders, ...entries.map(({ path }) => path)].map((path) => dirname(join(root, path))))
}
