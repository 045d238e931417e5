import { lstatSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parentsOf } from './paths.ts'

/** A file or a folder of a project, and what it takes. */
export interface Place {
  readonly path: string
  readonly files: number
  readonly bytes: number
}

/** What is at a path of a project; nothing where there is nothing, or where a symbolic link leads out of it. */
export function measure(root: string, path: string): Place | undefined {
  for (const each of [...parentsOf(path), path]) {
    const entry = lstatSync(join(root, each), { throwIfNoEntry: false })
    if (!entry || entry.isSymbolicLink()) return undefined
  }
  const sizes = sizesIn(join(root, path))
  return { path, files: sizes.length, bytes: sizes.reduce((sum, size) => sum + size, 0) }
}

function sizesIn(path: string): number[] {
  const entry = lstatSync(path)
  if (!entry.isDirectory()) return [entry.size]
  return readdirSync(path).flatMap((name) => sizesIn(join(path, name)))
}

/** Removes what `measure` found. Of links in it, the links alone go. */
export const clear = (root: string, { path }: Place): void =>
  rmSync(join(root, path), { recursive: true, force: true, maxRetries: 3 })
