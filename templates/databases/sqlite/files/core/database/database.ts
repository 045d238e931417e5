import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { CamelCasePlugin, Kysely, type Logger, sql } from 'kysely'
import { z } from 'zod'
import { bigintsPlugin } from './bigints.ts'
import { printQuery } from './print-query.ts'
import { openSqlite } from './sqlite.ts'
import { createDialect } from './sqlite-dialect.ts'

export { transact } from './broken-checks.ts'

/** Every table: each feature declares its own (`declare module` in its models.ts). */
export interface Database {}
/** A connection or a transaction: services take either. */
export type Db = Kysely<Database>

const expected = 'expected sqlite:<file>, such as sqlite:data/<%= name %>.db'
export const DatabaseUrl = z.string(expected).regex(/^sqlite:./, expected)

/** `readOnly` takes a file that is not there for an empty database, instead of creating it. */
export function createDb(url: string, { readOnly = false, log }: { readOnly?: boolean; log?: Logger } = {}): Db {
  const file = url.replace(/^sqlite:/, '')
  const isInMemory = file === ':memory:' || (readOnly && !existsSync(file))
  const dialect = createDialect(() => {
    if (!isInMemory && !readOnly) mkdirSync(path.dirname(file), { recursive: true })
    const writing = openSqlite(isInMemory ? ':memory:' : file, readOnly)
    return { writing, reading: isInMemory || readOnly ? writing : openSqlite(file, true) }
  })
  return new Kysely({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true }), bigintsPlugin], log })
}

/** An empty database in memory, and every statement that runs in it. */
export const createScratchDb = (log: (sql: string) => void) =>
  createDb('sqlite::memory:', { log: ({ query }) => log(printQuery(query)) })

/** Around migrations: they wait long for those of another process, and may rebuild a table that others refer to. */
export async function whileMigrating<Result>(
  db: Kysely<any>,
  migrate: (connection: Kysely<any>) => Promise<Result>,
): Promise<Result> {
  return await db.connection().execute(async (connection) => {
    await sql`pragma busy_timeout = 60000`.execute(connection)
    // It must be outside their transactions. Were the keys on, rebuilding a table would delete the rows that refer to it.
    await sql`pragma foreign_keys = off`.execute(connection)
    try {
      const result = await migrate(connection)
      for (const table of new Set(await listOrphans(connection))) {
        console.warn(`Rows of ${table} refer to nothing, from before. This finds them: pragma foreign_key_check("${table}")`)
      }
      return result
    } finally {
      await sql`pragma foreign_keys = on`.execute(connection)
      await sql`pragma busy_timeout = 0`.execute(connection)
    }
  })
}

/** Before each migration, inside its transaction: what it gives undoes, after it, one that left more references to nothing. */
export async function watchMigration(db: Kysely<any>): Promise<() => Promise<void>> {
  const before = await listOrphans(db)
  return async () => {
    const after = await listOrphans(db)
    if (after.length <= before.length) return
    const table = after.find((name) => !before.includes(name)) ?? after[0]
    throw new Error(`it leaves rows of ${table} that refer to nothing`)
  }
}

/** The table of each row that refers to nothing. */
async function listOrphans(db: Kysely<any>): Promise<string[]> {
  return (await sql<{ table: string }>`pragma foreign_key_check`.execute(db)).rows.map(({ table }) => table)
}

/** The columns of a table; none when it is not there. */
export async function readColumns(db: Kysely<any>, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from pragma_table_info(${table})`.execute(db)
  return rows.map(({ name }) => name)
}

/** Drops everything, at once for all who have the file open: deleting it would leave them with the old one. */
export async function clearDatabase(db: Kysely<any>): Promise<void> {
  const clear = async (trx: Kysely<any>) => {
    // Virtual tables come before the tables in which they keep what they hold: they take those with them.
    const { rows } = await sql<{ type: string; name: string }>`select type, name from sqlite_schema
      where type in ('table', 'view') and name not glob 'sqlite_*'
      order by type desc, sql like 'create virtual%' desc`.execute(trx)
    for (const { type, name } of rows) await sql`drop ${sql.raw(type)} if exists ${sql.id(name)}`.execute(trx)
  }
  await whileMigrating(db.withoutPlugins(), (connection) => connection.transaction().execute(clear))
}
