import type { Kysely } from 'kysely'
import { readColumns } from './database.ts'
import type { Direction, Migration, Migrations } from './migration-files.ts'

export type Applied = { name: string; appliedAt: string; checksum: string | null; faked: boolean }

/** Kysely's own table, which its tools can go on with, and two columns more. */
export async function createHistory(db: Kysely<any>): Promise<void> {
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

/** The applied migrations, in the order in which they were applied. */
export async function listHistory(db: Kysely<any>): Promise<Applied[]> {
  if ((await readColumns(db, 'kysely_migration')).length === 0) return []
  const rows = await db.selectFrom('kysely_migration').selectAll().orderBy('timestamp').orderBy('name').execute()
  return rows.map(({ name, timestamp, checksum = null, faked }) => {
    return { name, appliedAt: timestamp, checksum, faked: Boolean(faked) }
  })
}

export const findApplied = async (db: Kysely<any>, name: string): Promise<{ faked?: unknown } | undefined> =>
  await db.selectFrom('kysely_migration').selectAll().where('name', '=', name).executeTakeFirst()

/** Whether all that a migration replaces was applied: then there is nothing to run of it. */
export async function hasReplaced(db: Kysely<any>, { replaces = [] }: Migration): Promise<boolean> {
  const applied = new Set((await listHistory(db)).map(({ name }) => name))
  const missing = replaces.filter((name) => !applied.has(name))
  if (missing.length === replaces.length) return false
  if (missing.length === 0) return true
  throw new Error(`it stands for ${missing.join(', ')}, too, which this database lacks. ${goBack}`)
}

const goBack = 'Check out the commit before it (git log -- migrations), run <%= run %> db:upgrade there, and come back'

/** Writes down that a migration ran, or that it is undone. */
export async function record(db: Kysely<any>, name: string, direction: Direction, provider: Migrations, fake: boolean) {
  if (direction === 'down') return await db.deleteFrom('kysely_migration').where('name', '=', name).execute()
  const { last } = await db
    .selectFrom('kysely_migration')
    .select(({ fn }) => fn.max('timestamp').as('last'))
    .executeTakeFirstOrThrow()
  // Later than all the others, whatever the clock says: the times are the order of application.
  const timestamp = new Date(Math.max(Date.now(), last ? Date.parse(last) + 1 : 0)).toISOString()
  const checksum = provider.checksum?.(name) ?? null
  return await db.insertInto('kysely_migration').values({ name, timestamp, checksum, ...(fake && { faked: true }) }).execute()
}
