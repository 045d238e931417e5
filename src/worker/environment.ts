import { readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { version } from '../version.ts'
import { hash } from './hash.ts'
import { list } from './list.ts'

/** What stands for all that decides how a schema is read: another paxx, Node.js or SQLite may read another. */
export const readerKey = (): string =>
  hash([version, String(statSync(process.argv[1]!).mtimeMs), process.version, process.versions['sqlite'] ?? ''])

/** What stands for all that decides, besides their texts, what the migrations of the project build. */
export async function environmentKey(): Promise<string> {
  const core = (await list('core', { recursive: true })).map((name) => path.join('core', name))
  const packages = ['kysely', '@electric-sql/pglite'].map((name) => `node_modules/${name}/package.json`)
  const files = ['tsconfig.json', ...packages, ...core]
  return hash([readerKey(), ...files.map(textOf)])
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
