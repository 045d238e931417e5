import { hash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { FileMigrationProvider, type MigrationProvider } from 'kysely/migration'

/** `checksum` is that of a migration's source as it is now, where there is a source. */
export type Migrations = MigrationProvider & { checksum?: (name: string) => string | undefined }

const migrationFolder = path.join(import.meta.dirname, '../migrations')
const extension = path.extname(import.meta.filename)

const folder = new FileMigrationProvider({
  // A build puts the sources beside what runs.
  fs: { readdir: async (name) => (existsSync(name) ? await readdir(name) : []).filter((file) => file.endsWith(extension)) },
  path,
  migrationFolder,
  import: (file) => import(pathToFileURL(file).href),
})
let read: ReturnType<MigrationProvider['getMigrations']> | undefined

/** The migrations of this project. */
export const files: Migrations = {
  // Read once: /ready asks often, and a running process keeps the migrations that it was started with.
  getMigrations: () => (read ??= folder.getMigrations()),
  checksum(name) {
    const source = path.join(migrationFolder, `${name}.ts`)
    return existsSync(source) ? hash('sha256', readFileSync(source, 'utf8').replaceAll('\r\n', '\n')) : undefined
  },
}
