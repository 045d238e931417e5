import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { All } from '../schema/sqlite/catalogue.ts'
import { rememberFailed } from './failed-statement.ts'
import type { CreateDb, Kysely } from './kysely.ts'

/** A database in which migrations run. */
export interface Replay {
  readonly db: Kysely
  readonly all: All
  /** Where it is, if it is not in memory. */
  readonly folder: string | undefined
}

/**
 * Opens a database for migrations: an empty one in memory, or a copy of one that some of them have built.
 * @param createDb of the project
 */
export async function openReplay(createDb: CreateDb, snapshot: Uint8Array | undefined): Promise<Replay> {
  const folder = snapshot && mkdtempSync(path.join(tmpdir(), 'paxx-'))
  if (folder) writeFileSync(fileIn(folder), snapshot)
  // Migrations speak SQL's own names, so they run without the camelCase plugin.
  const url = `sqlite:${folder ? fileIn(folder) : ':memory:'}`
  const db = createDb(url, { log: rememberFailed }).withoutPlugins()
  const all: All = async (sql) => (await db.executeQuery(rawQuery(sql))).rows
  for (const pragma of ['foreign_keys = off', 'page_size = 512', 'synchronous = off']) {
    await all(`pragma ${pragma}`)
  }
  return { db, all, folder }
}

/** All that is in it; nothing if its connection has something that another would not have. */
export async function snapshotOf({ all, folder }: Replay): Promise<Uint8Array | undefined> {
  const copies = mkdtempSync(path.join(tmpdir(), 'paxx-'))
  try {
    if ((await all(ofConnection)).length > 0) return undefined
    // It fails in a transaction that a migration has left open.
    for (const sql of ['begin', 'commit']) await all(sql)
    if (folder) {
      // What was written may be beside the file until then.
      await all('pragma wal_checkpoint(truncate)')
      return readFileSync(fileIn(folder))
    }
    await all(`vacuum into '${fileIn(copies).replaceAll("'", "''")}'`)
    return readFileSync(fileIn(copies))
  } catch {
    return undefined
  } finally {
    rmSync(copies, { recursive: true, force: true })
  }
}

export async function closeReplay({ db, folder }: Replay): Promise<void> {
  await db.destroy()
  if (folder) rmSync(folder, { recursive: true, force: true })
}

const fileIn = (folder: string): string => path.join(folder, 'replay.db')

/**
 * What a file does not have: other databases, temporary tables, foreign keys that are on. It does not begin with
 * `select`: a project may read with another connection than the one that migrations ran on.
 */
const ofConnection = `with found (name) as (
    select name from pragma_database_list where name not in ('main', 'temp')
    union all select name from sqlite_temp_schema
    union all select 'foreign_keys' from pragma_foreign_keys where foreign_keys = 1
  ) select name from found`

/** https://kysely-org.github.io/kysely-apidoc/interfaces/CompiledQuery.html */
export const rawQuery = (sql: string) => ({
  sql,
  parameters: [],
  query: { kind: 'RawNode', sqlFragments: [sql], parameters: [] },
  queryId: { queryId: sql },
})
