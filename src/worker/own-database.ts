import { UsageError } from '../errors.ts'
import type { Schema } from '../schema/schema.ts'
import { readDatabase } from './database.ts'
import { connectAsProject } from './mysql-scratch.ts'
import { readServer as readMysqlServer } from './mysql.ts'
import { readServer as readPostgresServer } from './postgres.ts'
import { isPostgresServer, projectUrl } from './project-url.ts'

/** The schema of the database that the settings of the project name. */
export async function readOwnDatabase(): Promise<Schema> {
  const url = await projectUrl()
  if (url.startsWith('sqlite:')) return await readDatabase(url.slice('sqlite:'.length))
  if (/^(mysql|mariadb):/.test(url)) return await readMysqlServer(url, connectAsProject)
  if (isPostgresServer(url)) return await readPostgresServer(url)
  throw new UsageError(
    'DATABASE_NOT_NAMED',
    'The settings name no server, and what PGlite has is what the migrations made.',
    'Say which: DATABASE_URL=postgres://… paxx db pull',
  )
}
