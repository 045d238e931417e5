import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely'
import { type Direction, loadMigration } from './load-migration.ts'

/** Runs a migration on an open database, as a project does; the database stays open. */
export async function runMigration(source: string, direction: Direction, database: DatabaseSync): Promise<void> {
  const dialect = new SqliteDialect({ database: adapt(database) })
  await loadMigration(source)[direction](new Kysely<unknown>({ dialect }).withoutPlugins())
}

const adapt = (database: DatabaseSync): SqliteDatabase => ({
  close: () => {},
  prepare(text) {
    const statement = database.prepare(text)
    return {
      reader: statement.columns().length > 0,
      all: (values) => statement.all(...(values as SQLInputValue[])),
      run: (values) => statement.run(...(values as SQLInputValue[])),
      iterate: (values) => statement.iterate(...(values as SQLInputValue[])),
    }
  },
})
