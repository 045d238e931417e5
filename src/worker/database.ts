import { existsSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { UsageError } from '../errors.ts'
import type { Schema } from '../schema/schema.ts'
import { type Catalogue, readCatalogue } from '../schema/sqlite/catalogue.ts'
import { schemaOf } from '../schema/sqlite/read-schema.ts'

/**
 * The schema of a database. Nothing is written to it.
 * @throws UsageError when there is none, or it is of something else
 */
export async function readDatabase(file: string): Promise<Schema> {
  if (file !== ':memory:' && !existsSync(file)) {
    throw new UsageError(
      'DATABASE_MISSING',
      `There is no database ${file}.`,
      'A path counts from the folder that you are in.',
    )
  }
  try {
    const database = await open(file, true)
    database.exec('begin')
    return schemaOf(await readAndClose(database))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('DATABASE_UNREADABLE', `${file} cannot be read: ${(error as Error).message}.`)
  }
}

/** What is in a database, which is closed then. */
export async function readAndClose(database: DatabaseSync): Promise<Catalogue> {
  const catalogue = await readCatalogue(async (sql) => database.prepare(sql).all())
  database.close()
  return catalogue
}

/** @throws UsageError where Node.js has no SQLite */
export async function open(file: string, readOnly: boolean): Promise<DatabaseSync> {
  const sqlite = await import('node:sqlite').catch(() => {
    const { version } = process
    throw new UsageError(
      'NODE_TOO_OLD',
      `Node.js ${version} has no SQLite: 24.16 or newer is needed.`,
      'A project brings one that has it: run this in a project, or install a newer Node.js.',
    )
  })
  return new sqlite.DatabaseSync(file, { readOnly })
}
