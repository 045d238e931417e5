import { UsageError } from '../errors.ts'
import type { Schema } from '../schema/schema.ts'
import { readDatabase } from './database.ts'
import { loadExport } from './load.ts'
import { readServer as readMysqlServer } from './mysql.ts'
import { readServer as readPostgresServer } from './postgres.ts'
import { connectAsProject } from './scratch.ts'

/** The schema of the database that the settings of the project name. Its URL, which may hold a password, stays here. */
export async function readOwnDatabase(): Promise<Schema> {
  const loadSettings = await loadExport<() => { readonly DATABASE_URL: string }>('settings.ts', 'loadSettings')
  const { DATABASE_URL: url } = loadSettings()
  if (url.startsWith('sqlite:')) return await readDatabase(url.slice('sqlite:'.length))
  if (/^(mysql|mariadb):/.test(url)) return await readMysqlServer(url, connectAsProject)
  if (!url.startsWith('pglite:')) return await readPostgresServer(url)
  throw new UsageError(
    'DATABASE_NOT_NAMED',
    'The settings name no server, and what PGlite has is what the migrations made.',
    'Say which: DATABASE_URL=postgres://… paxx db pull',
  )
}
