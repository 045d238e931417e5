import { CamelCasePlugin, Kysely, type Logger, MysqlDialect, sql } from 'kysely'
import { z } from 'zod'
import { bigintsPlugin } from './bigints.ts'
import { instantsPlugin } from './instants.ts'
import { limitSession, openPool, patiently, type PoolOptions } from './pool.ts'

/** Every table: each feature declares its own (`declare module` in its models.ts). */
export interface Database {}
/** A connection or a transaction: services take either. */
export type Db = Kysely<Database>

const expected = 'expected mysql://user:password@host:3306/<%= name %>'
export const DatabaseUrl = z
  .string(expected)
  .regex(/^(mysql|mariadb):\/\/[^/]+\/[^/?]+/, expected)
  .refine((url) => URL.canParse(url) && !/%(?![\da-f]{2})/i.test(url), `${expected}, and %25 for a %`)

/** `readOnly` lets nothing be written. */
type Options = PoolOptions & { log?: Logger }

export function createDb(url: string, { log, ...options }: Options = {}): Db {
  const dialect = new MysqlDialect({ pool: async () => openPool(url, options) })
  const plugins = [instantsPlugin, new CamelCasePlugin({ maintainNestedObjectKeys: true }), bigintsPlugin]
  return new Kysely({ dialect, plugins, log })
}

/** One name for each database of a server. */
const migrationLock = sql`concat('kysely_migration_', sha1(database()))`

/**
 * Around migrations: one process at a time, on one connection, as the lock is that of its session. They may take as
 * long as they need, but wait no more than a minute for a lock, theirs or a table's.
 */
export async function whileMigrating<Result>(
  db: Kysely<any>,
  migrate: (connection: Kysely<any>) => Promise<Result>,
): Promise<Result> {
  return await patiently(() =>
    db.connection().execute(async (connection) => {
      const limit = await sql<{ timeout: number }>`select @@lock_wait_timeout as timeout`.execute(connection)
      await sql.raw(limitSession(60, 0, 28_800)).execute(connection)
      try {
        const { rows } = await sql<{ locked: number }>`select get_lock(${migrationLock}, 60) as locked`.execute(connection)
        if (rows[0]?.locked !== 1) throw new Error('Another process has been migrating this database for a minute')
        return await migrate(connection)
      } finally {
        await restore(connection, limit.rows[0]!.timeout)
      }
    }),
  )
}

/** What cannot be undone on a connection that is lost is gone with it. */
async function restore(connection: Kysely<any>, timeout: number): Promise<void> {
  try {
    await sql`do release_lock(${migrationLock})`.execute(connection)
    await sql.raw(limitSession(timeout)).execute(connection)
  } catch {}
}

/** The columns of a table; none when it is not there. */
export async function readColumns(db: Kysely<any>, table: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
    where table_schema = database() and table_name = ${table} order by ordinal_position`.execute(db)
  return rows.map(({ name }) => name)
}

/** Drops everything in the database. */
export async function clearDatabase(db: Kysely<any>): Promise<void> {
  await whileMigrating(db.withoutPlugins(), async (connection) => {
    const { rows } = await listAll.execute(connection)
    // Tables may refer to each other.
    await sql`set foreign_key_checks = 0`.execute(connection)
    try {
      for (const { kind, name } of rows) await sql`drop ${sql.raw(kind)} if exists ${sql.id(name)}`.execute(connection)
    } finally {
      await sql`set foreign_key_checks = 1`.execute(connection)
    }
  })
}

const listAll = sql<{ kind: string; name: string }>`
  select if(table_type = 'BASE TABLE', 'table', table_type) as kind, table_name as name
    from information_schema.tables where table_schema = database()
  union all select routine_type, routine_name from information_schema.routines where routine_schema = database()
  union all select 'event', event_name from information_schema.events where event_schema = database()`
