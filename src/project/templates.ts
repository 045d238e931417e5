import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { readJson } from 'fs-extra/esm'
import { readDatabase } from '../render/database-templates.ts'
import { type Extension, readExtension } from '../render/extensions/extension.ts'
import type { FeatureTemplates } from '../render/features/templates.ts'
import type { Templates } from '../render/render.ts'
import { type File, textOf, type Tree } from '../render/tree.ts'
import { packageRoot } from './package-root.ts'

/** Reads paxx's own templates. */
export async function loadTemplates(folder = path.join(packageRoot, 'templates')): Promise<Templates> {
  const [project, feature, otherParts, databases, ids, packageManagers, extensions, versions] = await Promise.all([
    readFolder(path.join(folder, 'project')),
    readFeature(folder),
    readFolder(path.join(folder, 'without-returning')),
    readFolders(path.join(folder, 'databases')),
    readFolders(path.join(folder, 'ids')),
    readFolders(path.join(folder, 'package-managers')),
    readFolders(path.join(folder, 'extensions')),
    readJson(path.join(folder, 'versions.json')) as Promise<Templates['versions']>,
  ])
  const withoutReturning = { ...feature, parts: new Map([...feature.parts, ...otherParts]) }
  return {
    project,
    databases: mapValues(databases, readDatabase) as Templates['databases'],
    ids,
    packageManagers,
    feature,
    withoutReturning,
    extensions: mapValues(extensions, ownExtension),
    versions,
  }
}

async function readFeature(folder: string): Promise<FeatureTemplates> {
  const [files, join, parts] = await Promise.all(
    ['feature', 'join', 'feature-parts'].map((name) => readFolder(path.join(folder, name))),
  )
  return { files: files!, join: join!, parts: parts! }
}

const mapValues = <From, To>(record: Readonly<Record<string, From>>, to: (value: From, name: string) => To) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, to(value, name)]))

const ownExtension = (tree: Tree, name: string): Extension =>
  readExtension(name, new Map([...tree].map(([file, source]) => [file, textOf(source)])))

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
