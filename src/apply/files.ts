import { createHash } from 'node:crypto'
import {
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  openSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs'
import { codeOf } from './failures.ts'

/** What file systems without hard links answer, and those where a foreign file may not be linked. */
const noHardLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/** Writes a file that does not exist yet, and returns when it is on the disk. */
export function writeDurably(path: string, content: string | Uint8Array, mode: number): void {
  const file = openSync(path, 'wx', mode)
  try {
    writeFileSync(file, content)
    // The umask has cut the mode that `open` was given.
    fchmodSync(file, mode)
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Makes a folder's entries durable: a rename is not, until its folder is. */
export function syncFolder(path: string): void {
  // Windows opens no folder, and keeps their entries by itself.
  if (process.platform === 'win32') return
  const folder = openSync(path, 'r')
  try {
    fsyncSync(folder)
  } finally {
    closeSync(folder)
  }
}

/** A second name for a file, which must not exist yet. @returns false where there are no hard links */
export function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if (noHardLinks.has(codeOf(error) ?? '')) return false
    throw error
  }
}

/** Keeps what a file holds under a second name, by a hard link where there are any. */
export function keepAs(from: string, to: string): void {
  if (!link(from, to)) copyFileSync(from, to, constants.COPYFILE_EXCL)
}

/** Whether something of this name exists, a dangling symbolic link included. */
export const exists = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

/** Whether two names are of one file. */
export function isSameFile(path: string, other: string): boolean {
  const [one, two] = [path, other].map((each) => lstatSync(each, { throwIfNoEntry: false, bigint: true }))
  return one !== undefined && one.ino === two?.ino && one.dev === two.dev
}

/** The SHA-256 of a content, in hex. */
export const hash = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** The hash of what a file holds; null where there is none. */
export const hashOnDisk = (path: string): string | null => (exists(path) ? hash(readFileSync(path)) : null)

/** Removes a folder if it is empty. One that cannot go is litter, no reason to fail. */
export function removeIfEmpty(path: string): void {
  try {
    rmdirSync(path)
  } catch {}
}
