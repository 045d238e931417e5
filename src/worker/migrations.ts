import { readFileSync } from 'node:fs'
import path from 'node:path'
import { readSchema as readPostgresSchema } from '../schema/postgres/read-schema.ts'
import type { Engine, Schema } from '../schema/schema.ts'
import { readSchema as readSqliteSchema } from '../schema/sqlite/read-schema.ts'
import { environmentKey } from './environment.ts'
import { keysOf } from './history.ts'
import type { Kysely } from './kysely.ts'
import { list } from './list.ts'
import { failed, load, loadExport } from './load.ts'
import { inScratch, serverSpelling } from './mysql.ts'
import { emptyPostgres } from './postgres.ts'
import { closeReplay, openReplay, snapshotOf } from './replay.ts'
import { keepSchema, keepSnapshot, readKeptSchema, readLatestSnapshot } from './snapshots.ts'

type Up = (db: Kysely) => Promise<void>

/** As Kysely's `FileMigrationProvider` has it. */
const isMigration = (name: string): boolean => /(?<!\.d)\.[cm]?ts$|\.[cm]?js$/.test(name)

/**
 * The schema that the migrations of the project build, one after another, in an empty database. What the first of them
 * built before is not built again, as long as they are what they were.
 * @throws UsageError that names the one that fails
 */
export async function readMigrationSchema(engine: Engine): Promise<Schema> {
  const names = (await list('migrations')).filter(isMigration)
  const texts = names.map((name) => ({ name, text: readFileSync(path.join('migrations', name), 'utf8') }))
  const spelling = engine === 'mysql' ? await serverSpelling() : ''
  const keys = keysOf(texts, `${engine} ${spelling} ${await environmentKey()}`)
  const isKeepable = keys.length > 0 && keys.length === names.length
  const kept = isKeepable ? readKeptSchema(keys) : undefined
  if (kept) return kept

  const schema = await replays[engine](names, keys)
  if (isKeepable) keepSchema(keys, schema)
  return schema
}

async function replayInSqlite(names: readonly string[], keys: readonly string[]): Promise<Schema> {
  const createDb = await loadExport<(url: string) => Kysely>('core/database/database.ts', 'createDb')
  const snapshot = readLatestSnapshot(keys)
  const replay = await openReplay(createDb, snapshot?.content)
  try {
    for (let at = snapshot?.count ?? 0; at < names.length; at++) {
      await migrate(`migrations/${names[at]!}`, replay.db)
      if (at === keys.length - 1) keepSnapshot(keys, await snapshotOf(replay))
    }
    return await readSqliteSchema(replay.all)
  } finally {
    await closeReplay(replay)
  }
}

async function replayInPostgres(names: readonly string[]): Promise<Schema> {
  const { db, all } = await emptyPostgres()
  for (const name of names) await migrate(`migrations/${name}`, db)
  return await readPostgresSchema(all)
}

const replayInMysql = async (names: readonly string[]): Promise<Schema> =>
  await inScratch(async (db) => {
    for (const name of names) await migrate(`migrations/${name}`, db)
  })

const replays = { sqlite: replayInSqlite, postgres: replayInPostgres, mysql: replayInMysql }

async function migrate(file: string, db: Kysely): Promise<void> {
  const { up } = migrationOf(await load(file))
  await up?.(db).catch((error: unknown) => {
    const hint = 'Migrations must run on an empty database, from the first to the last.'
    throw failed('MIGRATION_FAILED', file, error, hint)
  })
}
const migrationOf = (module: object) => ({ ...(module as { default?: object }).default, ...module }) as { up?: Up }
