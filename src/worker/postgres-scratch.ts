import { rememberFailed } from './failed-statement.ts'
import type { CreateDb, Kysely } from './kysely.ts'
import { loadExport } from './load.ts'
import { rawQuery } from './replay.ts'

/** An empty database. */
export interface Scratch {
  readonly db: Kysely
  readonly all: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
}

/** Where PostgreSQL's schemas are built. */
export interface Place {
  /** What decides, besides the project's code, how it spells a schema. */
  readonly spelling: string
  /** Gives a database, and takes back the one that it gave before. */
  readonly empty: () => Promise<Scratch>
}

/** By the project's own code. */
export async function openScratch(url: string): Promise<Scratch> {
  const createDb = await loadExport<CreateDb>('core/database/database.ts', 'createDb')
  // One connection holds what is set for a session, and migrations take their time.
  const options = { log: rememberFailed, size: 1, timeout: 3_600 }
  // Migrations speak SQL's own names, so they run without the camelCase plugin.
  const db = createDb(url, options).withoutPlugins()
  return { db, all: async (sql) => (await db.executeQuery(rawQuery(sql))).rows }
}
