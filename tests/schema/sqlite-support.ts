import { DatabaseSync } from 'node:sqlite'
import type { Schema } from '../../src/schema/schema.ts'
import { readSchema } from '../../src/schema/sqlite/read-schema.ts'

/** A database in memory, of these statements. */
export function databaseOf(...statements: readonly string[]): DatabaseSync {
  const database = new DatabaseSync(':memory:', { enableForeignKeyConstraints: false })
  for (const statement of statements) database.exec(statement)
  return database
}

/** The schema that SQL builds. */
export function readSql(...statements: readonly string[]): Promise<Schema> {
  const database = databaseOf(...statements)
  return readSchema(async (sql) => database.prepare(sql).all())
}
