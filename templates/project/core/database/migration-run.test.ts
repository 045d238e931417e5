import { type Kysely, sql } from 'kysely'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { clearDatabase } from './database.ts'
import type { Migration, Migrations } from './migration-files.ts'
import { downgradeDatabase, listMigrations, upgradeDatabase } from './migrations.ts'

const table = (name: string): Migration => ({
  up: (db) => db.schema.createTable(name).addColumn('id', 'integer').execute(),
  down: (db) => db.schema.dropTable(name).execute(),
})
const from = (migrations: Record<string, Migration>) => ({ getMigrations: async () => migrations })

const db = createTestDb()
const tables = async () => (await db.introspection.getTables()).map(({ name }) => name)
const statuses = async (provider: Migrations) => (await listMigrations(db, provider)).map(({ status }) => status)

beforeEach(() => clearDatabase(db))
afterAll(() => db.destroy())

describe('a migration that fails', () => {
  it('leaves nothing, and all of those before it', async () => {
    const up = async (trx: Kysely<any>) => {
      await table('b').up(trx)
      await sql`insert into nowhere values (1)`.execute(trx)
    }
    const failing = from({ '1_a': table('a'), '2_b': { up }, '3_c': table('c') })

    await expect(upgradeDatabase(db, undefined, failing)).rejects.toThrow(/^2_b: .*nowhere/)
    expect(await tables()).toEqual(['a'])
    expect(await statuses(failing)).toEqual(['applied', 'pending', 'pending'])
  })

  it('leaves what it did without a transaction, and says so', async () => {
    const up = async (trx: Kysely<any>) => {
      await trx.schema.createTable('b').ifNotExists().addColumn('id', 'integer').execute()
      if (isBroken) throw new Error('no')
    }
    const provider = from({ '1_a': table('a'), '2_b': { ...table('b'), up, transaction: false } })
    let isBroken = true
    await expect(upgradeDatabase(db, undefined, provider)).rejects.toThrow('2_b: no. It has no transaction')
    expect([await tables(), await statuses(provider)]).toEqual([
      ['a', 'b'],
      ['applied', 'pending'],
    ])

    isBroken = false
    expect(await upgradeDatabase(db, undefined, provider)).toEqual(['2_b'])
    expect(await downgradeDatabase(db, 1, provider)).toEqual(['2_b'])
    expect(await tables()).toEqual(['a'])
  })
})
