import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import { type Answers, parseAnswers } from '../render/answers.ts'
import { ageOf, tooNew } from './age.ts'

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
  return parse(await find(folder))
}

/** The folder of the project around a folder, whose `paxx.json` need not be valid. */
export const findRoot = async (folder = process.cwd()): Promise<string> => (await find(folder)).root

/** Like `findProject`, and nothing where there is none. */
export async function lookForProject(folder: string): Promise<Project | undefined> {
  const found = await look(folder)
  return found && parse(found)
}

interface Found {
  readonly root: string
  /** What its `paxx.json` says. */
  readonly text: string
}

function parse({ root, text }: Found): Project {
  try {
    return { root, answers: parseAnswers(text) }
  } catch (error) {
    const [, paxx] = /"paxx": *"(\d[^"]*)"/.exec(text) ?? []
    throw paxx !== undefined && ageOf(paxx) === 'newer' ? tooNew(paxx) : error
  }
}

async function find(folder: string): Promise<Found> {
  const found = await look(folder)
  if (found) return found
  throw new UsageError(
    'NOT_A_PROJECT',
    'There is no paxx project here: no paxx.json in this folder or above it.',
    'Go into one, or make one: paxx bootstrap shop',
  )
}

async function look(folder: string): Promise<Found | undefined> {
  const text = await readFile(path.join(folder, 'paxx.json'), 'utf8').catch(absent)
  if (text !== undefined) return { root: folder, text }
  const parent = path.dirname(folder)
  return parent === folder ? undefined : await look(parent)
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT' && error.code !== 'ENOTDIR') throw error
}
