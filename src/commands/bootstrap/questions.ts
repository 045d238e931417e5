import path from 'node:path'
import { UsageError } from '../../errors.ts'
import { packageRoot } from '../../project/package-root.ts'
import { type Answers, databases } from '../../render/answers.ts'
import { databaseChoices } from '../../render/databases.ts'
import type { Extensions } from '../../render/extensions/select.ts'
import { checkProjectName } from '../../render/names.ts'
import { ask, canAsk } from '../../ui/ask.ts'
import { isInPaxx, placementFor } from './target.ts'

interface Given {
  readonly path?: string | undefined
  readonly name?: string | undefined
  readonly database?: Answers['database'] | undefined
  /** Extensions, with commas. */
  readonly with?: string | undefined
  readonly install?: boolean | undefined
  readonly git?: boolean | undefined
}

export interface Complete {
  readonly path: string
  readonly name: string | undefined
  readonly database: Answers['database']
  readonly extensions: readonly string[]
  readonly install: boolean
  readonly git: boolean
}

/**
 * Completes what the command line left open: by asking on a terminal, by the defaults elsewhere.
 * @param known the extensions that there are
 * @throws UsageError for a missing path where nobody can be asked
 */
export async function askForMissing(
  given: Given & { yes: boolean; json: boolean; dryRun: boolean },
  known: Extensions,
): Promise<Complete> {
  const asking = canAsk() && !given.yes && !given.json
  const folder = given.path ?? (asking ? await askForPath(given.name) : undefined)
  if (folder === undefined) {
    throw new UsageError(
      'PATH_MISSING',
      '`paxx bootstrap` needs <path>, the folder to make.',
      'For example: paxx bootstrap shop',
    )
  }
  const decide = async (answer: boolean | undefined, message: string) =>
    answer ?? (asking && !given.dryRun ? await ask<boolean>({ type: 'confirm', message, initial: true }) : true)
  const database = given.database ?? (asking ? await askForDatabase() : databases[0])
  return {
    path: folder,
    name: given.name,
    database,
    extensions: given.with?.split(',').filter(Boolean) ?? (asking ? await askForExtensions(database, known) : []),
    install: await decide(given.install, 'Install its dependencies and create its database?'),
    git: await decide(given.git, 'Make it a git repository with a first commit?'),
  }
}

async function askForPath(name: string | undefined): Promise<string> {
  const validate = async (given: string) => {
    try {
      const target = path.resolve(given)
      checkProjectName(name ?? path.basename(target))
      await placementFor(target)
      return true
    } catch (error) {
      return (error as UsageError).message
    }
  }
  const initial = isInPaxx(path.resolve('shop')) ? path.relative('', path.join(packageRoot, '..', 'shop')) : 'shop'
  return await ask<string>({ type: 'text', message: 'Where is it to be, as a path?', initial, validate })
}

async function askForDatabase(): Promise<Answers['database']> {
  const choices = databases.map((value) => ({ value, title: databaseChoices[value] }))
  return await ask<Answers['database']>({ type: 'select', message: 'Where does its data live?', choices })
}

async function askForExtensions(database: Answers['database'], known: Extensions): Promise<string[]> {
  const all = Object.values(known).toSorted((a, b) => (a.name < b.name ? -1 : 1))
  const fitting = all.filter(({ manifest }) => manifest.databases?.includes(database) ?? true)
  const choices = fitting.map(({ name, manifest: { title, description } }) => ({ value: name, title, description }))
  const message = 'Does it take extensions? `paxx add` brings them later, too.'
  const hint = 'space chooses, return goes on'
  return await ask<string[]>({ type: 'multiselect', message, choices, instructions: false, hint })
}
