import { Migrator } from 'kysely/migration'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { clearDatabase } from './database.ts'
import type { Migration } from './migration-files.ts'
import { downgradeDatabase, listChanged, listHistory, listMigrations, upgradeDatabase } from './migrations.ts'

const table = (name: string): Migration => ({
  up: (db) => db.schema.createTable(name).addColumn('id', 'integer').execute(),
  down: (db) => db.schema.dropTable(name).execute(),
})
const from = (migrations: Record<string, Migration>) => ({ getMigrations: async () => migrations })
const two = from({ '1_a': table('a'), '2_b': table('b') })
const three = from({ '1_a': table('a'), '2_b': table('b'), '3_c': table('c') })

const db = createTestDb()
const tables = async () => {
  const all = await db.introspection.getTables()
  return all.map(({ name }) => name).filter((name) => !name.startsWith('kysely_'))
}
const statuses = async (provider = two) => (await listMigrations(db, provider)).map(({ status }) => status)

beforeEach(() => clearDatabase(db))
afterAll(() => db.destroy())

describe('upgradeDatabase', () => {
  it('applies what is pending, once', async () => {
    expect(await upgradeDatabase(db, undefined, two)).toEqual(['1_a', '2_b'])
    expect(await upgradeDatabase(db, undefined, two)).toEqual([])
    expect(await tables()).toEqual(['a', 'b'])
  })

  it('stops at a target, and refuses one that is not there', async () => {
    expect(await upgradeDatabase(db, '1_a', two)).toEqual(['1_a'])
    expect(await statuses()).toEqual(['applied', 'pending'])
    await expect(upgradeDatabase(db, '3_c', two)).rejects.toThrow('There is no migration 3_c')
  })

  it('records what is fake, and runs nothing of it', async () => {
    expect(await upgradeDatabase(db, '1_a', two, { fake: true })).toEqual(['1_a'])
    expect(await statuses()).toEqual(['applied', 'pending'])
    expect(await tables()).toEqual([])
  })

  it('applies what another branch brought, though its name comes before', async () => {
    await upgradeDatabase(db, undefined, from({ '1_a': table('a'), '3_c': table('c') }))
    expect(await statuses(three)).toEqual(['applied', 'pending', 'applied'])

    expect(await upgradeDatabase(db, undefined, three)).toEqual(['2_b'])
    expect((await listHistory(db)).map(({ name }) => name)).toEqual(['1_a', '3_c', '2_b'])
    expect(await downgradeDatabase(db, 2, three)).toEqual(['2_b', '3_c'])
  })

  it('names an applied migration that has no file any more', async () => {
    await upgradeDatabase(db, undefined, two)
    await expect(upgradeDatabase(db, undefined, from({ '1_a': table('a') }))).rejects.toThrow('2_b: applied, and without')
  })

  it("shares its table with Kysely's own migrator", async () => {
    const migrator = (provider: typeof two) => new Migrator({ db: db.withoutPlugins(), provider })
    await migrator(from({ '1_a': table('a') })).migrateToLatest()
    expect(await upgradeDatabase(db, undefined, two)).toEqual(['2_b'])

    const { error, results } = await migrator(three).migrateToLatest()
    expect({ error, names: results?.map(({ migrationName }) => migrationName) }).toEqual({ names: ['3_c'] })
    expect(await downgradeDatabase(db, 3, three)).toEqual(['3_c', '2_b', '1_a'])
  })
})

describe('a migration that replaces others', () => {
  const squashed = from({ '1_until_2': { ...table('a'), replaces: ['1_a', '2_b'] }, '3_c': table('c') })
  const names = async () => (await listHistory(db)).map(({ name }) => name)

  it('is applied to a database that has all of them, and none of it is run or taken back', async () => {
    await upgradeDatabase(db, undefined, two)
    expect(await statuses(squashed)).toEqual(['pending', 'pending'])
    expect(await upgradeDatabase(db, '1_until_2', squashed)).toEqual(['1_until_2'])
    expect([await tables(), await statuses(squashed)]).toEqual([['a', 'b'], ['applied', 'pending']])
    await expect(downgradeDatabase(db, 1, squashed)).rejects.toThrow('never run')
    expect(await statuses(two), 'for what still runs of the version before').toEqual(['applied', 'missing', 'applied'])

    await upgradeDatabase(db, undefined, squashed)
    expect(await names()).toEqual(['1_until_2', '3_c'])
  })

  it('is run where there are none, and refused where there are some', async () => {
    expect(await upgradeDatabase(db, undefined, squashed)).toEqual(['1_until_2', '3_c'])
    await clearDatabase(db)
    await upgradeDatabase(db, '1_a', two)
    await expect(upgradeDatabase(db, undefined, squashed)).rejects.toThrow('1_until_2: it stands for 2_b, too')
    expect(await names()).toEqual(['1_a'])
  })
})

describe('downgradeDatabase', () => {
  it('undoes steps, or down to a target', async () => {
    await upgradeDatabase(db, undefined, two)
    expect(await downgradeDatabase(db, '1_a', two)).toEqual(['2_b'])
    expect(await downgradeDatabase(db, 5, two)).toEqual(['1_a'])
    expect(await tables()).toEqual([])
  })

  it('never undoes what was recorded and not run, and forgets it when told to', async () => {
    await db.schema.createTable('a').addColumn('id', 'integer').execute()
    await upgradeDatabase(db, '1_a', two, { fake: true })
    await expect(downgradeDatabase(db, 1, two)).rejects.toThrow('1_a: recorded (--fake) and never run')
    expect([await tables(), (await listHistory(db)).length]).toEqual([['a'], 1])

    expect(await downgradeDatabase(db, 1, two, { fake: true })).toEqual(['1_a'])
    expect([await tables(), (await listHistory(db)).length]).toEqual([['a'], 0])
  })

  it('refuses what has no way back', async () => {
    const forward = from({ '1_a': { up: table('a').up } })
    await upgradeDatabase(db, undefined, forward)

    await expect(downgradeDatabase(db, 1, forward)).rejects.toThrow('1_a: it has no down')
    await expect(downgradeDatabase(db, '0_x', forward)).rejects.toThrow('0_x is not an applied migration')
    expect(await statuses(forward)).toEqual(['applied'])
  })
})

describe('listChanged', () => {
  const withSource = (source: string) => ({ ...two, checksum: () => source })

  it('tells of those whose source was edited since', async () => {
    await upgradeDatabase(db, '1_a', withSource('one'))
    expect(await listChanged(db, withSource('one'))).toEqual([])
    expect(await listChanged(db, withSource('other'))).toEqual(['1_a'])

    await downgradeDatabase(db, 1, two)
    await upgradeDatabase(db, undefined, withSource('other'))
    expect(await listChanged(db, withSource('other'))).toEqual([])
  })

  it('knows nothing of those without a checksum or without a source', async () => {
    await upgradeDatabase(db, '1_a', two)
    expect(await listChanged(db, withSource('one'))).toEqual([])
    await upgradeDatabase(db, '2_b', withSource('two'))
    expect(await listChanged(db, two)).toEqual([])
  })
})

describe('listMigrations', () => {
  it('tells of one that was applied and is gone', async () => {
    await upgradeDatabase(db, undefined, two)
    expect(await statuses(from({ '1_a': table('a') }))).toEqual(['applied', 'missing'])
  })
})
