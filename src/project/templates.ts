import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { readJson } from 'fs-extra/esm'
import type { File } from '../merge/changes.ts'
import type { Templates } from '../render/render.ts'
import type { Tree } from '../render/tree.ts'
import { packageRoot } from './package-root.ts'

/** Reads paxx's own templates. */
export async function loadTemplates(folder = path.join(packageRoot, 'templates')): Promise<Templates> {
  const databases = await readdir(path.join(folder, 'databases'))
  const [project, versions, ...trees] = await Promise.all([
    readFolder(path.join(folder, 'project')),
    readJson(path.join(folder, 'versions.json')) as Promise<Templates['versions']>,
    ...databases.map((database) => readFolder(path.join(folder, 'databases', database))),
  ])
  return {
    project,
    databases: Object.fromEntries(databases.map((database, index) => [database, trees[index]!])),
    versions,
  }
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
