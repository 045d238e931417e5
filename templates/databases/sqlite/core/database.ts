import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { CamelCasePlugin, Kysely, SqliteAdapter, SqliteDialect, sql } from 'kysely'
import { z } from 'zod'
import { openSqlite } from './sqlite.ts'

/** Every table: each feature declares its own (`declare module` in its models.ts). */
export interface Database {}
/** A connection or a transaction: services take either. */
export type Db = Kysely<Database>

const expected = 'expected sqlite:<file>, such as sqlite:data/<%= name %>.db'
export const DatabaseUrl = z.string(expected).regex(/^sqlite:./, expected)

export function createDb(url: string): Db {
  const file = url.replace(/^sqlite:/, '')
  const dialect = new SqliteDialect({
    database: async () => {
      if (file !== ':memory:') mkdirSync(path.dirname(file), { recursive: true })
      return openSqlite(file)
    },
  })
  // Kysely's adapter does not know it, but SQLite's schema changes do roll back.
  dialect.createAdapter = () => Object.defineProperty(new SqliteAdapter(), 'supportsTransactionalDdl', { value: true })
  return new Kysely({ dialect, plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })] })
}

/** Around migrations: they wait long for those of another process, and may rebuild a table that others refer to. */
export async function whileMigrating<Result>(db: Kysely<any>, migrate: () => Promise<Result>): Promise<Result> {
  await sql`pragma busy_timeout = 60000`.execute(db)
  // It must be outside their transactions. Were the keys on, rebuilding a table would delete the rows that refer to it.
  await sql`pragma foreign_keys = off`.execute(db)
  try {
    return await migrate()
  } finally {
    await sql`pragma foreign_keys = on`.execute(db)
    await sql`pragma busy_timeout = 5000`.execute(db)
  }
}

/** After each migration, inside its transaction: undoes one that left a reference to nothing. */
export async function checkMigrated(db: Kysely<any>): Promise<void> {
  const { rows } = await sql<{ table: string }>`pragma foreign_key_check`.execute(db)
  if (rows[0]) throw new Error(`it leaves rows of ${rows[0].table} that refer to nothing`)
}

export async function hasTable(db: Kysely<any>, name: string): Promise<boolean> {
  const { rows } = await sql`select 1 from sqlite_schema where type = 'table' and name = ${name}`.execute(db)
  return rows.length > 0
}
