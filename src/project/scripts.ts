import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import { lookForProject } from './find.ts'

/** The names of the npm scripts of the project around a folder; none outside a project. */
export async function projectScripts(folder: string): Promise<string[]> {
  const project = await lookForProject(folder)
  return project ? Object.keys(await readScripts(project.root)) : []
}

/**
 * The npm scripts of a project, by name.
 * @throws UsageError when its package.json is missing or is not JSON
 */
async function readScripts(root: string): Promise<Record<string, string>> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8').catch(() => {
    throw new UsageError(
      'MANIFEST_MISSING',
      'The project has no package.json.',
      'git checkout -- package.json brings it back.',
    )
  })
  try {
    return (JSON.parse(text) as { scripts?: Record<string, string> }).scripts ?? {}
  } catch (error) {
    throw new UsageError(
      'MANIFEST_INVALID',
      `package.json is not JSON: ${(error as Error).message}.`,
      'Mend it by hand.',
    )
  }
}
