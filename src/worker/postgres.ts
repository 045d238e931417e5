import { UsageError } from '../errors.ts'
import type { BuiltModel } from '../schema/models/build.ts'
import { createStatements } from '../schema/postgres/create.ts'
import { readSchema } from '../schema/postgres/read-schema.ts'
import type { Schema } from '../schema/schema.ts'
import { environmentKey } from './environment.ts'
import { rememberFailed } from './failed-statement.ts'
import { hash } from './hash.ts'
import type { CreateDb, Kysely } from './kysely.ts'
import { failed, loadExport } from './load.ts'
import { loadOwn, withoutPassword } from './own-module.ts'
import { rawQuery } from './replay.ts'
import { keepSchema, readKeptSchema } from './snapshots.ts'

/** As much of a client of `pg` as is needed here. */
interface Client {
  readonly query: (sql: string) => Promise<{ readonly rows: readonly object[] }>
  readonly connect: () => Promise<unknown>
  readonly end: () => Promise<void>
}

/** An empty database in this process. */
export interface Scratch {
  readonly db: Kysely
  readonly all: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
}

let opened: Promise<Scratch> | undefined

/** The project's own PGlite, in memory and with nothing in it: it takes its time to start, so there is one for all. */
export async function emptyPostgres(): Promise<Scratch> {
  opened ??= loadExport<CreateDb>('core/database/database.ts', 'createDb').then((createDb) => {
    // Migrations speak SQL's own names, so they run without the camelCase plugin.
    const db = createDb('pglite::memory:', { log: rememberFailed }).withoutPlugins()
    return { db, all: async (sql) => (await db.executeQuery(rawQuery(sql))).rows }
  })
  const scratch = await opened
  await scratch.all('select 1').catch((error: unknown) => {
    throw failed('MODULE_FAILED', 'core/database/pglite.ts', error, 'It opens PGlite: mend it, or what it asks for.')
  })
  for (const sql of ['drop schema public cascade', 'create schema public']) await scratch.all(sql)
  return scratch
}

/** What models may use, and do not say what it is. */
export type Others = Pick<Schema, 'enums' | 'objects'>

/**
 * Models as PostgreSQL has their tables once they are built: what it spells its own way is spelt so on both sides.
 * @param others what they may use, besides
 * @throws UsageError that names the one whose SQL it refuses
 */
export async function readBuilt(
  models: readonly BuiltModel[],
  { enums = [], objects = [] }: Others = {},
): Promise<Schema> {
  const tables = models.map(({ table }) => table)
  const said = models.flatMap((model) => model.enums ?? [])
  const types = [...new Map([...enums, ...said].map((type) => [type.name, type])).values()]
  const statements = createStatements({ engine: 'postgres', tables, views: [], enums: types, objects })
  // One list of statements builds one schema, so that what has been built before is not built again.
  const keys = [hash([await environmentKey(), ...statements])]
  const kept = readKeptSchema(keys)
  if (kept) return kept

  const { all } = await emptyPostgres()
  // What is set for a transaction holds for one.
  for (const sql of ['begin', ...statements, 'commit']) {
    await all(sql).catch((error: unknown) => {
      const model = models.find(({ table }) => sql.includes(` ${table.name} `)) ?? models[0]!
      const hint = `PostgreSQL says so of: ${sql.split('\n', 1)[0]} … Look at its types, defaults, checks and indexes.`
      throw failed('MODEL_REFUSED', model.file, error, hint)
    })
  }
  const schema = await readSchema(all)
  keepSchema(keys, schema)
  return schema
}

/**
 * The schema of a database on a server. Nothing is written to it.
 * @throws UsageError when it does not answer
 */
export async function readServer(url: string): Promise<Schema> {
  const { Client } = await loadOwn<{ Client: new (options: object) => Client }>('pg', 'PostgreSQL')
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    return await readSchema(async (sql) => (await client.query(sql)).rows)
  } catch (error) {
    const message = (error as Error).message || String((error as NodeJS.ErrnoException).code)
    throw new UsageError('DATABASE_UNREADABLE', `${withoutPassword(url)} cannot be read: ${message}.`)
  } finally {
    await client.end().catch(() => {})
  }
}
