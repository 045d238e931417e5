import { lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { codeOf } from './failures.ts'
import { removeIfEmpty } from './files.ts'

const ignoreAll = '*\n'

/** Where paxx keeps its lock and a change that is under way, in a project. */
export const workspaceOf = (root: string): string => join(root, '.paxx')

/**
 * Makes `.paxx/`, hidden from Git, unless it exists.
 * @throws UsageError when something else has its name
 */
export function openWorkspace(root: string): string {
  const folder = workspaceOf(root)
  if (!folderExists(folder)) mkdirUnlessThere(folder)
  try {
    writeFileSync(join(folder, '.gitignore'), ignoreAll, { flag: 'wx' })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
  return folder
}

/**
 * Whether a folder of paxx's own exists.
 * @throws UsageError when something else has its name, such as a symbolic link that leads elsewhere
 */
export function folderExists(folder: string): boolean {
  const found = lstatSync(folder, { throwIfNoEntry: false })
  if (!found || found.isDirectory()) return found !== undefined
  throw new UsageError('PATH_BLOCKED', `\`${folder}\` is not a folder, and paxx needs it.`, 'Move it away first.')
}

/** Removes `.paxx/` when nothing is in use there. */
export function closeWorkspace(root: string): void {
  const folder = workspaceOf(root)
  const ignore = join(folder, '.gitignore')
  try {
    const left = readdirSync(folder)
    if (left.length === 1 && left[0] === '.gitignore' && ignoreAll.startsWith(readFileSync(ignore, 'utf8')))
      rmSync(ignore)
  } catch {
    // Another command may close it at the same time, and litter is no reason to fail.
  }
  removeIfEmpty(folder)
}

function mkdirUnlessThere(folder: string): void {
  try {
    mkdirSync(folder)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}
