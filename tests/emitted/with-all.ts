import { existsSync } from 'node:fs'
import path from 'node:path'
import { loadTemplates } from '../../src/project/templates.ts'
import type { Answers } from '../../src/render/answers.ts'
import { shop, succeed } from './shop.ts'

type Database = Answers['database']

/** A project that the packed paxx made, with all extensions, and all that they depend on. */
export async function shopWithAll(database: Database): Promise<string> {
  const folder = path.join(path.dirname(shop), `all-on-${database}`)
  if (existsSync(folder)) return folder
  await bootstrap(path.basename(folder), database, '--with', Object.keys((await loadTemplates()).extensions).join(','))
  await succeed('npm', ['install', '--no-audit', '--no-fund'], { cwd: folder })
  return folder
}

/** Makes a project beside the others. */
export async function bootstrap(folder: string, database: Database, ...args: string[]): Promise<void> {
  const start = ['--no-install', 'paxx', 'bootstrap', folder, '--name', 'shop', '--no-install', '--no-git']
  await succeed('npx', [...start, '--database', database, ...args], { cwd: path.dirname(shop) })
}
