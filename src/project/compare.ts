import { lstat, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { File, Tree } from '../render/tree.ts'

/**
 * A generated file's state: as paxx wrote it, changed by the user, gone, or as paxx wrote it where this version of paxx
 * would write it otherwise.
 */
export type FileState = 'untouched' | 'edited' | 'missing' | 'outdated'

export interface Compared {
  readonly path: string
  readonly state: FileState
  /** What paxx wrote. */
  readonly base: File
  /** What is there; null where nothing is. */
  readonly ours: File | null
}

/**
 * Compares a project's files with those that it was generated with.
 * @param base what its answers rendered to with the templates that it was made from
 * @param theirs what they render to now
 */
export async function compare(root: string, base: Tree, theirs: Tree): Promise<Compared[]> {
  return await Promise.all(
    [...base].map(async ([file, original]): Promise<Compared> => {
      const ours = await readOurs(path.join(root, file))
      return { path: file, state: stateOf(ours, original, theirs.get(file)), base: original, ours }
    }),
  )
}

function stateOf(ours: File | null, base: File, theirs: File | undefined): FileState {
  if (ours === null) return 'missing'
  if (!same(ours, base)) return 'edited'
  return theirs && same(theirs, base) ? 'untouched' : 'outdated'
}

const same = (a: File, b: File): boolean => Buffer.from(a.content).equals(Buffer.from(b.content))

/** A file of the project; one that is no plain file counts as gone. */
async function readOurs(file: string): Promise<File | null> {
  const entry = await lstat(file).catch(() => undefined)
  return entry?.isFile() ? { content: await readFile(file) } : null
}
