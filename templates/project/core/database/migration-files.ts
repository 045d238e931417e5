import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Migration as KyselyMigration } from 'kysely/migration'
import { modulesIn } from '../modules.ts'

/** With `export const transaction = false` it runs in none, and what it did before it fails stays. */
export type Migration = KyselyMigration & { transaction?: boolean }
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
