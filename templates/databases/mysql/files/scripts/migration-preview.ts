import { randomBytes } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { divert } from '../core/database/divert.ts'
import { files } from '../core/database/migration-files.ts'
import { listHistory } from '../core/database/migration-history.ts'
import { printQuery } from '../core/database/print-query.ts'
import { replay } from './migration-replay.ts'

/** What is about the run, and not what is run. */
const aside = /^(select|set session|do release_lock|begin|commit)\b|`kysely_migration_step`/i

/**
 * The statements that `migrate` would run on `db`. They run in an empty database beside it, which has the same
 * migrations behind it, so that a migration which reads rows finds none. `db` is only asked what was applied to it.
 */
export async function previewMigrations(
  db: Kysely<any>,
  migrate: (scratch: Kysely<any>) => Promise<unknown>,
  provider = files,
): Promise<string[]> {
  const applied = await listHistory(db)
  return await inScratchDatabase(db.withoutPlugins(), async (connection) => {
    const statements: string[] = []
    const scratch = divert(async (query) => {
      statements.push(printQuery(query))
      return await connection.executeQuery(query)
    })
    await replay(scratch, applied, provider)
    statements.length = 0
    await migrate(scratch)
    return statements.filter((statement) => !aside.test(statement))
  })
}

/** A connection to an empty database on the same server, which is dropped in the end. */
async function inScratchDatabase<Result>(db: Kysely<any>, run: (connection: Kysely<any>) => Promise<Result>): Promise<Result> {
  return await db.connection().execute(async (connection) => {
    const { rows } = await sql<{ own: string }>`select database() as own`.execute(connection)
    const name = sql.id(`preview_${randomBytes(8).toString('hex')}`)
    await sql`set session transaction read write`.execute(connection)
    await sql`create database ${name}`.execute(connection)
    try {
      await sql`use ${name}`.execute(connection)
      return await run(connection)
    } finally {
      await sql`use ${sql.id(rows[0]!.own)}`.execute(connection)
      await sql`drop database ${name}`.execute(connection)
    }
  })
}
