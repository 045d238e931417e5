import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import { type Answers, parseAnswers } from '../render/answers.ts'

export interface Project {
  /** The absolute path of the folder that holds `paxx.json`. */
  readonly root: string
  readonly answers: Answers
}

/**
 * The project around a folder: the nearest `paxx.json` at or above it.
 * @throws UsageError when there is none, or it is not valid
 */
export async function findProject(folder = process.cwd()): Promise<Project> {
  const project = await lookForProject(folder)
  if (project) return project
  throw new UsageError(
    'NOT_A_PROJECT',
    'There is no paxx project here: no paxx.json in this folder or above it.',
    'Go into one, or make one: paxx bootstrap shop',
  )
}

/** Like `findProject`, and nothing where there is none. */
export async function lookForProject(folder: string): Promise<Project | undefined> {
  const text = await readFile(path.join(folder, 'paxx.json'), 'utf8').catch(absent)
  if (text !== undefined) return { root: folder, answers: parseAnswers(text) }
  const parent = path.dirname(folder)
  return parent === folder ? undefined : await lookForProject(parent)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
