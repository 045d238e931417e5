import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Kysely } from 'kysely'
import { FileMigrationProvider, type Migration, type MigrationProvider, Migrator } from 'kysely/migration'
import { checkMigrated, hasTable, whileMigrating } from './database.ts'

export type MigrationState = { name: string; status: 'applied' | 'pending' | 'missing'; appliedAt: string | null }

const folder = new FileMigrationProvider({
  fs: { readdir: async (name) => (existsSync(name) ? await readdir(name) : []) },
  path,
  migrationFolder: path.join(import.meta.dirname, '../migrations'),
  import: (file) => import(pathToFileURL(file).href),
})
let read: ReturnType<MigrationProvider['getMigrations']> | undefined
// Read once: /ready asks often, and a running process keeps the migrations that it was started with.
const files: MigrationProvider = { getMigrations: () => (read ??= folder.getMigrations()) }

/** Every migration of the project and of the database, in order; a `missing` one was applied and has no file. */
export async function listMigrations(db: Kysely<any>, provider = files): Promise<MigrationState[]> {
  const names = Object.keys(await provider.getMigrations())
  const applied = await readApplied(db)
  return [...new Set([...names, ...applied.keys()])].toSorted().map((name) => {
    const status = !names.includes(name) ? 'missing' : applied.has(name) ? 'applied' : 'pending'
    return { name, status, appliedAt: applied.get(name) ?? null }
  })
}

/** Applies what is pending, up to and with the migration `target`. */
export async function upgradeDatabase(db: Kysely<any>, target?: string, provider = files): Promise<string[]> {
  const known = await listMigrations(db, provider)
  const status = known.find(({ name }) => name === target)?.status
  if (target !== undefined && status === undefined) throw new Error(`There is no migration ${target}`)
  if (status === 'applied') return []
  const migrator = createMigrator(db, provider, target)
  return await repeat(db, Infinity, () => migrator.migrateUp())
}

/** Undoes the last `target` migrations or, given a name, those after it. */
export async function downgradeDatabase(db: Kysely<any>, target: number | string, provider = files): Promise<string[]> {
  const applied = [...(await readApplied(db)).keys()]
  if (typeof target === 'string' && !applied.includes(target)) throw new Error(`${target} is not an applied migration`)
  const steps = typeof target === 'number' ? target : applied.filter((name) => name > target).length
  const migrator = createMigrator(db, provider)
  return await repeat(db, steps, () => migrator.migrateDown())
}

async function readApplied(db: Kysely<any>): Promise<Map<string, string>> {
  if (!(await hasTable(db, 'kysely_migration'))) return new Map()
  const rows = await db.selectFrom('kysely_migration').select(['name', 'timestamp']).execute()
  return new Map(rows.map(({ name, timestamp }) => [name, timestamp]))
}

function createMigrator(db: Kysely<any>, provider: MigrationProvider, last?: string): Migrator {
  const getMigrations = async () => {
    const migrations = Object.entries(await provider.getMigrations())
    const wanted = migrations.filter(([name]) => last === undefined || name <= last)
    return Object.fromEntries(wanted.map(([name, migration]) => [name, check(migration)]))
  }
  // Migrations speak SQL's own names, so they run without the camelCase plugin.
  return new Migrator({ db: db.withoutPlugins(), provider: { getMigrations } })
}

function check({ up, down = refuse }: Migration): Migration {
  const checked = (run: Migration['up']) => (db: Kysely<any>) => run(db).then(() => checkMigrated(db))
  return { up: checked(up), down: checked(down) }
}
const refuse = () => Promise.reject(new Error('it has no down, so it cannot be undone'))

/** One step at a time, so that each migration has a transaction of its own. */
async function repeat(
  db: Kysely<any>,
  steps: number,
  step: () => ReturnType<Migrator['migrateUp']>,
): Promise<string[]> {
  return await whileMigrating(db, async () => {
    const done: string[] = []
    while (done.length < steps) {
      const { error, results = [] } = await step()
      const name = results[0]?.migrationName
      if (error) throw new Error([name, (error as Error).message].filter(Boolean).join(': '), { cause: error })
      if (name === undefined) break
      done.push(name)
    }
    return done
  })
}
