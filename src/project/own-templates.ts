import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import { ownFolders, readOwn } from '../render/features/own.ts'
import type { FeatureTemplates } from '../render/features/templates.ts'
import type { Project } from './find.ts'

/**
 * The templates of features that a project has of its own; none where it has not ejected them.
 * @throws UsageError when they are gone
 */
export async function readOwnTemplates({
  root,
  answers,
}: Pick<Project, 'root' | 'answers'>): Promise<FeatureTemplates | undefined> {
  if (!answers.ejected?.includes('feature')) return undefined
  const files = (await Promise.all(ownFolders.map((folder) => readFolder(root, folder)))).flat()
  const own = readOwn(new Map(files))
  if (own.files.size > 0) return own
  throw new UsageError(
    'TEMPLATES_MISSING',
    `${ownFolders[0]}/ has no templates, and paxx.json says that they are the project's own.`,
    'Take them from git (git checkout -- templates), or take `ejected` out of paxx.json.',
  )
}

async function readFolder(root: string, folder: string): Promise<(readonly [string, string])[]> {
  const entries = await readdir(path.join(root, folder), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return []
      throw error
    },
  )
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
  return await Promise.all(files.map(async (file) => [file, await readFile(path.join(root, file), 'utf8')] as const))
}
