import { lstatSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../errors.ts'
import { collision, fold, parentsOf } from './paths.ts'

/**
 * Where a checked path lies on disk, in a root that has no symbolic link in its own path.
 * @throws UsageError when a symbolic link, or anything but a folder, is on the way, or anything but a file is there
 */
export function locate(root: string, path: string): string {
  for (const parent of parentsOf(path)) {
    const found = lstatSync(join(root, parent), { throwIfNoEntry: false })
    if (!found) break
    if (found.isSymbolicLink()) throw throughLink(parent)
    if (!found.isDirectory()) throw inTheWay(parent, 'is not a folder')
  }
  const target = join(root, path)
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) throw throughLink(path)
  if (found && !found.isFile()) throw inTheWay(path, found.isDirectory() ? 'is a folder' : 'is not a plain file')
  return target
}

/** The folders, outermost first, that paths need and that do not exist. */
export function missingFolders(root: string, paths: readonly string[]): string[] {
  const needed = new Set(paths.flatMap(parentsOf))
  return [...needed].filter((folder) => !lstatSync(join(root, folder), { throwIfNoEntry: false })).toSorted()
}

/**
 * Checks that no name on disk differs from a path's by case or Unicode form alone: to some systems they are one.
 * @throws UsageError which names both
 */
export function checkCase(root: string, paths: readonly string[]): void {
  const listings = new Map<string, string[]>()
  for (const path of new Set(paths.flatMap((each) => [...parentsOf(each), each]))) {
    const [folder, name] = split(path)
    const listing = listings.get(folder) ?? list(join(root, folder))
    listings.set(folder, listing)
    const other = listing.includes(name) ? undefined : listing.find((each) => fold(each) === fold(name))
    if (other !== undefined) throw collision(path, folder === '' ? other : `${folder}/${other}`)
  }
}

function split(path: string): [folder: string, name: string] {
  const slash = path.lastIndexOf('/')
  return [path.slice(0, Math.max(slash, 0)), path.slice(slash + 1)]
}

const list = (folder: string): string[] =>
  lstatSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : []

const throughLink = (path: string): UsageError =>
  new UsageError(
    'PATH_ESCAPES',
    `\`${path}\` is a symbolic link, and paxx writes through none.`,
    'Put a real file or folder in its place.',
  )

const inTheWay = (path: string, what: string): UsageError =>
  new UsageError('PATH_BLOCKED', `\`${path}\` ${what}, and a file of the project belongs there.`, 'Move it away first.')
