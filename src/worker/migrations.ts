import { readFileSync } from 'node:fs'
import path from 'node:path'
import { dialectOf } from '../schema/dialects.ts'
import { readSchema as readMysqlSchema } from '../schema/mysql/read-schema.ts'
import { readSchema as readPostgresSchema } from '../schema/postgres/read-schema.ts'
import type { Engine, Schema } from '../schema/schema.ts'
import { readSchema as readSqliteSchema } from '../schema/sqlite/read-schema.ts'
import { environmentKey } from './environment.ts'
import { keysOf } from './history.ts'
import type { CreateDb, Kysely } from './kysely.ts'
import { list } from './list.ts'
import { failed, load, loadExport, loadSource } from './load.ts'
import { inScratch, serverSpelling } from './mysql.ts'
import { isInPglite, scratchPlace } from './postgres-place.ts'
import type { BuiltBy } from './protocol.ts'
import { closeReplay, openReplay, snapshotOf } from './replay.ts'
import { keepSchema, keepSnapshot, readKeptSchema, readLatestSnapshot } from './snapshots.ts'

type Up = (db: Kysely) => Promise<void>

/** As Kysely's `FileMigrationProvider` has it. */
const isMigration = (name: string): boolean => /(?<!\.d)\.[cm]?ts$|\.[cm]?js$/.test(name)

/** A database that the migrations of the project have built, one after another. */
export interface Built {
  readonly db: Kysely
  readonly all: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
}

type Use<Result> = (built: Built) => Promise<Result>

interface History {
  readonly names: readonly string[]
  /** What all migrations up to each one are known by, as far as they can be. */
  readonly keys: readonly string[]
}

/**
 * The schema that the migrations of the project build, in an empty database. What the first of them built before is not
 * built again, as long as they are what they were.
 * @throws UsageError that names the one that fails
 */
export async function readMigrationSchema(engine: Engine): Promise<Schema> {
  const history = await readHistory(engine)
  const { names, keys } = history
  const isKeepable = keys.length > 0 && keys.length === names.length
  const kept = isKeepable ? readKeptSchema(keys) : undefined
  if (kept) return kept

  const schema = await builders[engine](history, ({ all }) => readers[engine](all))
  if (isKeepable) keepSchema(keys, schema)
  return schema
}

/**
 * The schema that some migrations of the project build in an empty database, and one that is not written yet.
 * @throws UsageError that names the one that fails
 */
export async function readBuiltBy({ migrations, draft }: BuiltBy, engine: Engine): Promise<Schema> {
  if (draft) await loadSource(`migrations/${draft.name}.ts`, draft.source)
  const files = new Map((await list('migrations')).filter(isMigration).map((file) => [path.parse(file).name, file]))
  const names = migrations.map((name) => files.get(name) ?? `${name}.ts`)
  return await builders[engine]({ names, keys: [] }, async ({ all }) => {
    const schema = await readers[engine](all)
    const { identifier } = dialectOf(engine).sql
    const unread = [...(schema.unread ?? [])]
    for (const { name } of schema.tables) {
      const rows = await all(`select 1 from ${identifier(name)} limit 1`)
      if (rows.length > 0) unread.push(`rows of ${name}`)
    }
    return { ...schema, unread }
  })
}

/** @throws UsageError that names the migration that fails */
export const inBuilt = async <Result>(engine: Engine, use: Use<Result>): Promise<Result> =>
  await builders[engine](await readHistory(engine), use)

async function readHistory(engine: Engine): Promise<History> {
  const names = (await list('migrations')).filter(isMigration)
  const texts = names.map((name) => ({ name, text: readFileSync(path.join('migrations', name), 'utf8') }))
  const spelling = await spellings[engine]()
  return { names, keys: keysOf(texts, `${engine} ${spelling} ${await environmentKey()}`) }
}

/** What decides how what they build is spelt, besides the project's code. */
const spellings = {
  sqlite: async () => '',
  postgres: async () => (await scratchPlace()).spelling,
  mysql: serverSpelling,
}

async function buildInSqlite<Result>({ names, keys }: History, use: Use<Result>): Promise<Result> {
  const createDb = await loadExport<CreateDb>('core/database/database.ts', 'createDb')
  const snapshot = readLatestSnapshot(keys)
  const replay = await openReplay(createDb, snapshot?.content)
  try {
    for (let at = snapshot?.count ?? 0; at < names.length; at++) {
      await migrate(`migrations/${names[at]!}`, replay.db)
      if (at === keys.length - 1) keepSnapshot(keys, await snapshotOf(replay))
    }
    return await use(replay)
  } finally {
    await closeReplay(replay)
  }
}

async function buildInPostgres<Result>({ names }: History, use: Use<Result>): Promise<Result> {
  const { empty } = await scratchPlace()
  const scratch = await empty()
  // As the project does it: what is set for a transaction holds for one.
  const whole = async (up: Up): Promise<void> => await scratch.db.transaction().execute(up)
  for (const name of names) await migrate(`migrations/${name}`, scratch.db, whole)
  return await use(scratch)
}

const buildInMysql = async <Result>({ names }: History, use: Use<Result>): Promise<Result> =>
  await inScratch(async (scratch) => {
    for (const name of names) await migrate(`migrations/${name}`, scratch.db)
    return await use(scratch)
  })

const builders = { sqlite: buildInSqlite, postgres: buildInPostgres, mysql: buildInMysql }
const readers = { sqlite: readSqliteSchema, postgres: readPostgresSchema, mysql: readMysqlSchema }

async function migrate(file: string, db: Kysely, whole = async (up: Up): Promise<void> => await up(db)): Promise<void> {
  const { up = async () => {}, transaction = true } = migrationOf(await load(file))
  await (transaction ? whole(up) : up(db)).catch((error: unknown) => {
    const [, missing] = /extension "(.+)" is not available/.exec(String(error)) ?? []
    if (missing !== undefined) throw failed('EXTENSION_MISSING', file, error, whereIs(missing))
    const [, refused] = /permission denied to create extension "(.+)"/.exec(String(error)) ?? []
    if (refused !== undefined) throw failed('EXTENSION_REFUSED', file, error, whoMakes(refused))
    const hint = 'Migrations must run on an empty database, from the first to the last.'
    throw failed('MIGRATION_FAILED', file, error, hint)
  })
}

/** What to do where a database has not got an extension. */
const whereIs = (extension: string): string =>
  isInPglite(extension)
    ? `Models and migrations are compared in PGlite: write '${extension}' into \`extensions\` of core/database/pglite.ts.`
    : 'PGlite has no such extension. Set DATABASE_URL to a PostgreSQL server where it is installed: models and migrations are compared there then, in a database of their own. Or drop it, where nothing uses it.'

/** What to do where the user may not make an extension. */
const whoMakes = (extension: string): string =>
  `Models and migrations are compared in a database of their own on the server. A superuser can make it in template1, from which new databases are made: create extension ${extension}. Migrations that say \`if not exists\` find it there.`

const migrationOf = (module: object) =>
  ({ ...(module as { default?: object }).default, ...module }) as { up?: Up; transaction?: boolean }
