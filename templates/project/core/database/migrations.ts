import type { Kysely } from 'kysely'
import { readColumns, watchMigration, whileMigrating } from './database.ts'
import { files, type Migration, type Migrations } from './migration-files.ts'

export type MigrationState = { name: string; status: 'applied' | 'pending' | 'missing'; appliedAt: string | null }
type Applied = { name: string; appliedAt: string; checksum: string | null; faked: boolean }

/** Every migration of the project and of the database, by name; a `missing` one was applied and has no file. */
export async function listMigrations(db: Kysely<any>, provider = files): Promise<MigrationState[]> {
  const migrations = await provider.getMigrations()
  const applied = new Map((await listHistory(db)).map(({ name, appliedAt }) => [name, appliedAt]))
  return [...new Set([...Object.keys(migrations), ...applied.keys()])].toSorted().map((name) => {
    const status = !Object.hasOwn(migrations, name) ? 'missing' : applied.has(name) ? 'applied' : 'pending'
    return { name, status, appliedAt: applied.get(name) ?? null }
  })
}

/** The applied migrations, in the order in which they were applied. */
export async function listHistory(db: Kysely<any>): Promise<Applied[]> {
  if ((await readColumns(db, 'kysely_migration')).length === 0) return []
  const rows = await db.selectFrom('kysely_migration').selectAll().orderBy('timestamp').orderBy('name').execute()
  return rows.map(({ name, timestamp, checksum = null, faked = null }) => {
    return { name, appliedAt: timestamp, checksum, faked: faked ?? false }
  })
}

/** The applied migrations whose source was edited since; it is not known of those that have no checksum. */
export async function listChanged(db: Kysely<any>, provider = files): Promise<string[]> {
  const isChanged = ({ name, checksum }: Applied) => checksum && (provider.checksum?.(name) ?? checksum) !== checksum
  return (await listHistory(db)).filter(isChanged).map(({ name }) => name)
}

/** Applies what is pending, up to and with the migration `target`; a `fake` one is recorded as applied, and not run. */
export async function upgradeDatabase(
  db: Kysely<any>,
  target?: string,
  provider = files,
  { fake = false } = {},
): Promise<string[]> {
  const known = await listMigrations(db, provider)
  const isKnown = target === undefined || known.some(({ name }) => name === target)
  if (!isKnown) throw new Error(`There is no migration ${target}`)
  const withStatus = (wanted: string) => known.filter(({ status }) => status === wanted).map(({ name }) => name)

  const missing = withStatus('missing')
  if (missing.length > 0) throw new Error(`${missing.join(', ')}: ${noFile}`)
  const pending = withStatus('pending').filter((name) => target === undefined || name <= target)
  return await applyMigrations(db, pending, provider, { fake })
}

/** Undoes the last `target` migrations or, given a name, those that were applied after it; `fake` only forgets them. */
export async function downgradeDatabase(
  db: Kysely<any>,
  target: number | string,
  provider = files,
  { fake = false } = {},
): Promise<string[]> {
  const latest = (await listHistory(db)).map(({ name }) => name).toReversed()
  const steps = typeof target === 'number' ? target : latest.indexOf(target)
  if (steps < 0) throw new Error(`${target} is not an applied migration`)

  return await migrate(db, latest.slice(0, steps), provider, 'applied', async (trx, name, { down }, faked) => {
    if (!fake) {
      if (faked) throw new Error(neverRun)
      if (!down) throw new Error('it has no down, so it cannot be undone')
      await down(trx)
    }
    await trx.deleteFrom('kysely_migration').where('name', '=', name).execute()
  })
}

/** Applies these, in this order. */
export async function applyMigrations(
  db: Kysely<any>,
  names: string[],
  provider = files,
  { fake = false } = {},
): Promise<string[]> {
  return await migrate(db, names, provider, 'pending', async (trx, name, { up }) => {
    if (!fake) await up(trx)
    const { last } = await trx
      .selectFrom('kysely_migration')
      .select(({ fn }) => fn.max('timestamp').as('last'))
      .executeTakeFirstOrThrow()
    // Later than all the others, whatever the clock says: the times are the order of application.
    const timestamp = new Date(Math.max(Date.now(), last ? Date.parse(last) + 1 : 0)).toISOString()
    const checksum = provider.checksum?.(name) ?? null
    await trx.insertInto('kysely_migration').values({ name, timestamp, checksum, ...(fake && { faked: true }) }).execute()
  })
}

// What it would have made, had it been run, was there before it, with its rows.
const neverRun = 'recorded (--fake) and never run, so its down would drop what was there before. To forget the record: <%= run %> db:downgrade -- --fake'

/** One by one, each in a transaction of its own, unless it wants none; one that another process was faster with is left out. */
async function migrate(
  db: Kysely<any>,
  names: string[],
  provider: Migrations,
  from: 'applied' | 'pending',
  step: (trx: Kysely<any>, name: string, migration: Migration, faked: boolean) => Promise<void>,
): Promise<string[]> {
  if (names.length === 0) return []
  const migrations = await provider.getMigrations()
  const run = async (trx: Kysely<any>, name: string) => {
    const row = await trx.selectFrom('kysely_migration').selectAll().where('name', '=', name).executeTakeFirst()
    if ((from === 'applied') !== (row !== undefined)) return false
    if (!Object.hasOwn(migrations, name)) throw new Error(noFile)
    const check = await watchMigration(trx)
    await step(trx, name, migrations[name]!, row?.faked === true)
    await check()
    return true
  }

  // Migrations speak SQL's own names, so they run without the camelCase plugin.
  return await whileMigrating(db.withoutPlugins(), async (connection) => {
    if (from === 'pending') await connection.transaction().execute(createTable)
    const done: string[] = []
    for (const name of names) {
      const { transaction = true } = migrations[name] ?? {}
      const running = transaction ? connection.transaction().execute((trx) => run(trx, name)) : run(connection, name)
      const isDone = await running.catch((cause: Error) => {
        const rest = transaction ? '' : '. It has no transaction: what it did stays. Run it again once that is mended'
        throw new Error(`${name}: ${cause.message}${rest}`, { cause })
      })
      if (isDone) done.push(name)
    }
    return done
  })
}
const noFile = 'applied, and without a file. Bring it back (git log --all -- migrations), or start over (<%= run %> db:reset)'

/** Kysely's own table, which its tools can go on with, and two columns more. */
async function createTable(db: Kysely<any>): Promise<void> {
  const table = db.schema.createTable('kysely_migration').ifNotExists()
  await table
    .addColumn('name', 'varchar(255)', (column) => column.notNull().primaryKey())
    .addColumn('timestamp', 'varchar(255)', (column) => column.notNull())
    .execute()
  const columns = await readColumns(db, 'kysely_migration')
  for (const [name, type] of [['checksum', 'varchar(64)'], ['faked', 'boolean']] as const) {
    if (!columns.includes(name)) await db.schema.alterTable('kysely_migration').addColumn(name, type).execute()
  }
}
