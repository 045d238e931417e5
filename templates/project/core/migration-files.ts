import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { FileMigrationProvider, type Migration as KyselyMigration } from 'kysely/migration'

/** With `export const transaction = false` it runs in none, and what it did before it fails stays. */
export type Migration = KyselyMigration & { transaction?: boolean }
type ByName = Promise<Record<string, Migration>>
/** `checksum` is that of a migration's source as it is now, where there is a source. */
export type Migrations = { getMigrations(): ByName; checksum?(name: string): string | undefined }

const migrationFolder = path.join(import.meta.dirname, '../migrations')
const extension = path.extname(import.meta.filename)

const folder = new FileMigrationProvider({
  // A build puts the sources beside what runs.
  fs: { readdir: async (name) => (existsSync(name) ? await readdir(name) : []).filter((file) => file.endsWith(extension)) },
  path,
  migrationFolder,
  import: (file) => import(pathToFileURL(file).href),
})
let read: ByName | undefined

/** The migrations of this project. */
export const files: Migrations = {
  // Read once: /ready asks often, and a running process keeps the migrations that it was started with.
  getMigrations: () => (read ??= folder.getMigrations()),
  checksum(name) {
    const source = path.join(migrationFolder, `${name}.ts`)
    return existsSync(source) ? hash('sha256', readFileSync(source, 'utf8').replaceAll('\r\n', '\n')) : undefined
  },
}
