import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import { previewMigrations } from './migration-preview.ts'
import { downgradeDatabase, listMigrations, upgradeDatabase } from '../core/database/migrations.ts'

const create: Migration = {
  up: (db) => db.schema.createTable('a').addColumn('name', 'text').execute(),
  down: (db) => db.schema.dropTable('a').execute(),
}
const fill: Migration = {
  async up(db) {
    const rows = await db.selectFrom('a').selectAll().execute()
    await db.insertInto('a').values({ name: `it's ${rows.length}?` }).execute()
    await sql`update a set name = ${null} where name = '?' -- why?`.execute(db)
  },
}
const provider = { getMigrations: async () => ({ '1_create': create, '2_fill': fill }) }
const db = createTestDb()
beforeAll(() => upgradeDatabase(db, '1_create', provider))
afterAll(() => db.destroy())

describe('previewMigrations', () => {
  it('gives what an upgrade would run, and runs none of it here', async () => {
    await sql`insert into a values ('row')`.execute(db)
    const statements = await previewMigrations(db, (scratch) => upgradeDatabase(scratch, undefined, provider), provider)

    expect(statements).toContain(String.raw`insert into ${'`a`'} (${'`name`'}) values ('it\'s 0?');`)
    expect(statements).toContain(`update a set name = null where name = '?';`)
    expect(statements.findLast((statement) => statement.startsWith('insert'))).toContain(`('2_fill', `)
    expect(statements.join()).not.toContain('1_create')
    expect((await sql`select * from a`.execute(db)).rows).toEqual([{ name: 'row' }])
    expect((await sql`show databases like 'preview\_%'`.execute(db)).rows).toEqual([])
    expect((await listMigrations(db, provider)).map(({ status }) => status)).toEqual(['applied', 'pending'])
  })

  it('gives what a downgrade would run', async () => {
    const statements = await previewMigrations(db, (scratch) => downgradeDatabase(scratch, 1, provider), provider)
    expect(statements).toContain('drop table `a`;')
    expect(statements).toContain("delete from `kysely_migration` where `name` = '1_create';")
  })
})
