import { stripTypeScriptTypes } from 'node:module'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { Kysely, sql, type SqliteDatabase, SqliteDialect } from 'kysely'

type Direction = 'up' | 'down'
type Exports = Readonly<Record<Direction, (db: Kysely<unknown>) => Promise<void>>>

/** Runs a migration on an open database, as a project does; the database stays open. */
export async function runMigration(source: string, direction: Direction, database: DatabaseSync): Promise<void> {
  const dialect = new SqliteDialect({ database: adapt(database) })
  await load(source)[direction](new Kysely<unknown>({ dialect }).withoutPlugins())
}

/** A file for each of thousands of migrations would take longer than to run them: what they import is handed in. */
function load(source: string): Exports {
  const code = stripTypeScriptTypes(source)
    .replace(/^import .*$/m, '')
    .replaceAll(/^export (?=async function (?:up|down)\()/gm, '')
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is what the test has printed
  return new Function('sql', `${code}\nreturn { up, down }`)(sql) as Exports
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
