import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Migration as KyselyMigration } from 'kysely/migration'
import { modulesIn } from '../modules.ts'

/**
 * With `export const transaction = false` it runs in none, and what it did before it fails stays. A database that has all
 * that it `replaces` has it, too.
 */
export type Migration = KyselyMigration & { transaction?: boolean; replaces?: string[] }
export type Direction = 'up' | 'down'
type ByName = Promise<Record<string, Migration>>
/** `checksum` is that of a migration's source as it is now, where there is a source. */
export type Migrations = { getMigrations(): ByName; checksum?(name: string): string | undefined }

let read: ByName | undefined

async function readMigrations(): ByName {
  const migrations: Record<string, Migration> = {}
  for (const [name, load] of modulesIn('migrations')) {
    const module = await load()
    migrations[name] = module.default ?? module
  }
  return migrations
}

/** The migrations of this project. */
export const files: Migrations = {
  // Read once: /ready asks often, and a running process keeps the migrations that it was started with.
  getMigrations: () => (read ??= readMigrations()),
  checksum(name) {
    // A build puts the sources beside what runs.
    const source = path.join(import.meta.dirname, '../../migrations', `${name}.ts`)
    return existsSync(source) ? hash('sha256', readFileSync(source, 'utf8').replaceAll('\r\n', '\n')) : undefined
  },
}

/** The names of migrations that another replaces, each with the name of that one. */
export const replacedBy = (migrations: Record<string, Migration>) =>
  new Map(Object.entries(migrations).flatMap(([by, { replaces = [] }]) => replaces.map((name) => [name, by] as const)))

export const noFile = 'applied, and without a file. Bring it back (git log --all -- migrations), or start over (<%= run %> db:reset)'

// What it would have made, had it been run, was there before it, with its rows.
const neverRun = 'recorded (--fake) and never run, so its down would drop what was there before. To forget the record: <%= run %> db:downgrade -- --fake'

/** What runs of a migration. */
export function changeOf(migration: Migration, direction: Direction, applied?: { faked?: unknown }) {
  if (applied?.faked) throw new Error(neverRun)
  const change = migration[direction]
  if (!change) throw new Error('it has no down, so it cannot be undone')
  return change
}
