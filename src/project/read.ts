import { lstat, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Found } from '../merge/sides.ts'
import type { File } from '../render/tree.ts'

/**
 * What is on disk at each path of a project: a file, nothing, or what is in the way of one. A symbolic link is in the
 * way, and so is anything below one: paxx follows none.
 */
export async function readFiles(root: string, paths: Iterable<string>): Promise<Found> {
  const found = [...paths].map(async (file) => [file, await readOne(root, file)] as const)
  return new Map(await Promise.all(found))
}

async function readOne(root: string, file: string): Promise<File | 'blocked' | null> {
  const segments = file.split('/')
  for (let depth = 1; depth < segments.length; depth++) {
    const folder = await lstat(path.join(root, ...segments.slice(0, depth))).catch(absent)
    if (!folder) return null
    if (!folder.isDirectory()) return 'blocked'
  }
  const target = path.join(root, ...segments)
  const entry = await lstat(target).catch(absent)
  if (!entry) return null
  return entry.isFile() ? { content: await readFile(target), mode: entry.mode & 0o777 } : 'blocked'
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
