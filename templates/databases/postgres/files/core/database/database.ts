import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { CamelCasePlugin, Kysely, type Logger, PostgresDialect, sql } from 'kysely'
import { z } from 'zod'
import { bigintsPlugin } from './bigints.ts'
import { openPglite } from './pglite.ts'
import { OneConnectionDialect } from './pglite-dialect.ts'
import { openPool, patiently, type PoolOptions } from './pool.ts'
import { printQuery } from './print-query.ts'

export { clearDatabase } from './clear-database.ts'

/** Every table: each feature declares its own (`declare module` in its models.ts). */
export interface Database {}
/** A connection or a transaction: services take either. */
export type Db = Kysely<Database>

const expected = 'expected postgres://user:password@host:5432/<%= name %>'
export const DatabaseUrl = z
  .string(expected)
  .regex(/^(postgres(ql)?:\/\/|pglite:.)/, expected)
  // Where `?host=` names a socket, PostgreSQL's URLs may leave out the host behind the user.
  .transform((url) => url.replace(/(?<=^\w+:\/\/[^/]*@)(?=\/)/, 'localhost'))
  .refine((url) => URL.canParse(url), expected)

/** `readOnly` takes a folder of PGlite's that is not there for an empty database, instead of creating it. */
type Options = PoolOptions & { log?: Logger }

/** A server, by its URL, or PGlite: PostgreSQL in this process, in a folder (`pglite:data/pglite`) or in memory. */
export function createDb(url: string, { log, ...options }: Options = {}): Db {
  const plugins = [new CamelCasePlugin({ maintainNestedObjectKeys: true }), bigintsPlugin]
  const folder = /^pglite:(.*)/.exec(url)?.[1]
  const isInMemory = folder === ':memory:' || (options.readOnly && folder !== undefined && !existsSync(folder))
  const dialect =
    folder === undefined
      ? new PostgresDialect({ pool: async () => openPool(url, options) })
      : new OneConnectionDialect({ pglite: () => openPglite(isInMemory ? undefined : folder) })
  return new Kysely({ dialect, plugins, log })
}

/** An empty database in memory, and every statement that runs in it. */
export const createScratchDb = (log: (sql: string) => void) =>
  createDb('pglite::memory:', { log: ({ query }) => log(printQuery(query)) })

/** Kysely's own key: its tools and this project never migrate at the same time. */
const migrationLock = sql.lit('3853314791062309107')
const patience = 60_000

/**
 * Around migrations: one process at a time, on one connection, as the lock is that of its session. They may take as
 * long as they need, but wait no more than a minute for a lock, theirs or a table's.
 */
export async function whileMigrating<Result>(
  db: Kysely<any>,
  migrate: (connection: Kysely<any>) => Promise<Result>,
): Promise<Result> {
  const limits = ['statement_timeout', 'idle_in_transaction_session_timeout', 'lock_timeout']
  return await patiently(() =>
    db.connection().execute(async (connection) => {
      const set = (limit: string, value: string) => sql`select set_config(${limit}, ${value}, false)`.execute(connection)
      for (const limit of limits) await set(limit, limit === 'lock_timeout' ? String(patience) : '0')
      try {
        await takeLock(connection)
        return await migrate(connection)
      } finally {
        await restore(connection, limits)
      }
    }),
  )
}

/** By asking again: a statement that waits would itself be waited for by `create index concurrently` of whoever has it. */
async function takeLock(connection: Kysely<any>, deadline = Date.now() + patience): Promise<void> {
  const taken = sql<{ taken: boolean }>`select pg_try_advisory_lock(${migrationLock}::bigint) as taken`
  while (!(await taken.execute(connection)).rows[0]?.taken) {
    if (Date.now() > deadline) throw new Error('Another process migrates the database, for a minute already')
    await sleep(100)
  }
}

/** What cannot be undone on a connection that is lost is gone with it. */
async function restore(connection: Kysely<any>, limits: string[]): Promise<void> {
  try {
    await sql`select pg_advisory_unlock(${migrationLock}::bigint)`.execute(connection)
    for (const limit of limits) {
      await sql`select set_config(name, reset_val, false) from pg_settings where name = ${limit}`.execute(connection)
    }
  } catch {}
}

/** Around a migration that has a transaction. */
export const transact = <Result>(db: Kysely<any>, migrate: (trx: Kysely<any>) => Promise<Result>): Promise<Result> =>
  db.transaction().execute(migrate)

/** Before each migration, inside its transaction: what it gives checks, after it, what was put off to the end. */
export async function watchMigration(db: Kysely<any>): Promise<() => Promise<void>> {
  return async () => void (await sql`set constraints all immediate`.execute(db))
}

/** The columns of a table; none when it is not there. */
export async function readColumns(db: Kysely<any>, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select attname as name from pg_attribute
    where attrelid = to_regclass(quote_ident(${table})) and attnum > 0 and not attisdropped
    order by attnum`.execute(db)
  return rows.map(({ name }) => name)
}
