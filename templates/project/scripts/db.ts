import { clearDatabase, createDb, type Db } from '#core/database/database.ts'
import * as migrator from '#core/database/migrations.ts'
import { previewMigrations } from './migration-preview.ts'
import { listSeeds, seedDatabase } from './seeds.ts'
import { countRows } from './tables.ts'
<%~ slot('db.imports') %>
import { loadSettings } from '../settings.ts'
import { run, table } from './script.ts'

type Given = { target?: string; sql?: boolean; fake?: boolean; seed?: boolean; yes?: boolean }

const usage =
  'Usage: db upgrade|downgrade [migration] [--fake] [--sql] | status | history | tables | reset [--seed] [--yes] | seed'

const commands = {
  async upgrade(db: Db, { target, fake, sql }: Given) {
    const upgrade = (to: Db) => migrator.upgradeDatabase(to, target, undefined, { fake })
    if (sql) return statements(await previewMigrations(db, upgrade))
    const changed = await migrator.listChanged(db)
    for (const name of changed) console.error(`${name} was edited after it was applied, and is not applied again`)
    const applied = await upgrade(db)
    const text = lines(fake ? 'Recorded' : 'Applied', applied) || 'Nothing to apply'
    return { json: { applied, ...(changed.length > 0 && { changed }) }, text }
  },

  async downgrade(db: Db, { target = '1', fake, sql }: Given) {
    // Names begin with fourteen digits, so a short number counts steps.
    const back = /^\d{1,4}$/.test(target) ? Number(target) : target
    const downgrade = (to: Db) => migrator.downgradeDatabase(to, back, undefined, { fake })
    if (sql) return statements(await previewMigrations(db, downgrade))
    const reverted = await downgrade(db)
    return { json: { reverted }, text: lines(fake ? 'Forgot' : 'Reverted', reverted) || 'Nothing to revert' }
  },

  async status(db: Db) {
    const remarks = new Map<string, string>((await migrator.listChanged(db)).map((name) => [name, 'changed']))
    <%~ slot('db.status') %>
    const migrations = (await migrator.listMigrations(db)).map((migration) => {
      return { ...migration, status: remarks.get(migration.name) ?? migration.status }
    })
    const text = table(migrations.map(({ status, name, appliedAt }) => [status, name, appliedAt ?? '']))
    return { json: { migrations }, text: text || 'There are no migrations' }
  },

  async history(db: Db) {
    const migrations = (await migrator.listHistory(db)).map(({ name, appliedAt }) => ({ name, appliedAt }))
    const text = table(migrations.map(({ name, appliedAt }) => [appliedAt, name]))
    return { json: { migrations }, text: text || 'No migration is applied' }
  },

  async tables(db: Db) {
    const tables = await countRows(db)
    const text = table(tables.map(({ name, rows }) => [name, String(rows)]))
    return { json: { tables }, text: text || 'There are no tables' }
  },

  async reset(db: Db, { seed, yes }: Given) {
    const lost = yes ? [] : (await countRows(db)).filter(({ rows }) => rows > 0)
    const names = lost.map(({ name, rows }) => `${name} (${rows})`).join(', ')
    if (names) throw new Error(`This would drop all rows: ${names}. If that is meant: <%= run %> db:reset -- --yes`)
    await clearDatabase(db)
    const applied = await migrator.upgradeDatabase(db)
    const seeded = seed ? await seedDatabase(db) : []
    const left = listSeeds().length > seeded.length ? 'It is empty: <%= run %> db:seed' : ''
    const text = ['Dropped everything', lines('Applied', applied), lines('Seeded', seeded), left]
    return { json: { applied, seeded }, text: text.filter(Boolean).join('\n') }
  },

  async seed(db: Db) {
    const seeded = await seedDatabase(db)
    const example = 'There are no seeds. In seeds/01_users.ts, for example: export default async (db: Db) => { … }'
    return { json: { seeded }, text: lines('Seeded', seeded) || example }
  },
}

const lines = (verb: string, names: string[]) => names.map((name) => `${verb} ${name}`).join('\n')
const statements = (sql: string[]) => ({ json: { sql }, text: sql.join('\n') || '-- Nothing to run' })

/** What each may be given. */
const allowed: Record<string, readonly (keyof Given)[]> = {
  upgrade: ['target', 'fake', 'sql'],
  downgrade: ['target', 'fake', 'sql'],
  reset: ['seed', 'yes'],
}

async function main([name = '', target, ...others]: string[], flags: Given) {
  const given: Given = { ...flags, ...(target !== undefined && { target }) }
  const isAllowed = (key: string) => allowed[name]?.includes(key as keyof Given)
  if (!Object.hasOwn(commands, name) || others.length > 0 || !Object.keys(given).every(isAllowed)) throw new Error(usage)

  const { DATABASE_URL, NODE_ENV } = loadSettings()
  if (name === 'reset' && NODE_ENV === 'production') throw new Error('Refused in production: it drops everything')
  <%~ slot('db.open') %>
  const db = createDb(DATABASE_URL, { readOnly: given.sql ?? ['status', 'history', 'tables'].includes(name) })
  try {
    return await commands[name as keyof typeof commands](db, given)
  } finally {
    await db.destroy()
  }
}

await run(main, ['sql', 'fake', 'seed', 'yes'])
