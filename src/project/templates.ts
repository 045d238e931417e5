import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { readJson } from 'fs-extra/esm'
import type { File } from '../merge/changes.ts'
import type { Templates } from '../render/render.ts'
import type { Tree } from '../render/tree.ts'
import { packageRoot } from './package-root.ts'

/** Reads paxx's own templates. */
export async function loadTemplates(folder = path.join(packageRoot, 'templates')): Promise<Templates> {
  const [project, files, join, parts, databases, ids, versions] = await Promise.all([
    readFolder(path.join(folder, 'project')),
    readFolder(path.join(folder, 'feature')),
    readFolder(path.join(folder, 'join')),
    readFolder(path.join(folder, 'feature-parts')),
    readFolders(path.join(folder, 'databases')),
    readFolders(path.join(folder, 'ids')),
    readJson(path.join(folder, 'versions.json')) as Promise<Templates['versions']>,
  ])
  return { project, databases, ids, feature: { files, join, parts }, versions }
}

/** Each folder of one, by its name. */
async function readFolders(folder: string): Promise<Record<string, Tree>> {
  const names = await readdir(folder)
  const trees = await Promise.all(names.map((name) => readFolder(path.join(folder, name))))
  return Object.fromEntries(names.map((name, index) => [name, trees[index]!]))
}

/** All files of a folder and of those in it, as text. */
async function readFolder(folder: string): Promise<Tree> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, File]> => {
      const file = path.join(entry.parentPath, entry.name)
      return [path.relative(folder, file).replaceAll(path.sep, '/'), { content: await readFile(file, 'utf8') }]
    })
  return new Map(await Promise.all(files))
}
