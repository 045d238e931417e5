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
 * The program that runs a file of `scripts/`: the one by which the project's npm scripts run it, `node` or `tsx`. Node.js
 * takes less time, and leaves out enums, decorators and JSX. Where no npm script runs it, tsx does, which takes all of them.
 * @param script its name: `db` for scripts/db.ts
 * @throws UsageError when package.json is missing or is not JSON
 */
export async function programOf(root: string, script: string): Promise<string> {
  const runs = new RegExp(`\\b(node|tsx) (?:\\./)?scripts/${script}\\.ts\\b`)
  const found = Object.values(await readScripts(root)).map((line) => runs.exec(line)?.[1])
  return found.find((program) => program !== undefined) ?? 'tsx'
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
