import { type Kysely, sql } from 'kysely'
import { afterAll, describe, expect, it, vi } from 'vitest'
import { createTestDb } from '#tests/database.ts'
import type { Migration } from './migration-files.ts'
import { upgradeDatabase } from './migrations.ts'

const db = createTestDb()
afterAll(() => db.destroy())

const create = async (trx: Kysely<any>) => {
  await sql`create table a (id integer primary key)`.execute(trx)
  await sql`create table b (a_id integer references a (id) on delete cascade)`.execute(trx)
  await sql`insert into a values (1)`.execute(trx)
  await sql`insert into b values (1)`.execute(trx)
}
const rebuild = async (trx: Kysely<any>) => {
  await sql`create table new_a (id integer primary key, name text)`.execute(trx)
  await sql`insert into new_a (id) select id from a`.execute(trx)
  await sql`drop table a`.execute(trx)
  await sql`alter table new_a rename to a`.execute(trx)
}
const from = (migrations: Record<string, Migration>) => ({ getMigrations: async () => migrations })

describe('upgradeDatabase', () => {
  it('rebuilds a table without losing the rows that refer to it, and undoes what breaks a reference', async () => {
    const orphan = async (trx: Kysely<any>) => {
      await sql`delete from a`.execute(trx)
    }
    const migrations = from({ '1': { up: create }, '2': { up: rebuild }, '3': { up: orphan } })
    await expect(upgradeDatabase(db, undefined, migrations)).rejects.toThrow('3: it leaves rows of b that refer to nothing')
    expect((await sql`select * from b join a on a.id = b.a_id`.execute(db)).rows).toHaveLength(1)
    await expect(sql`insert into b values (2)`.execute(db)).rejects.toThrow('referred to')
  })

  it('is not stopped by what referred to nothing before', async () => {
    const add = async (trx: Kysely<any>) => void (await sql`alter table b add column note text`.execute(trx))
    await sql`pragma foreign_keys = off`.execute(db)
    await sql`insert into b values (7)`.execute(db)
    const warn = vi.spyOn(console, 'warn').mockReturnValue()
    expect(await upgradeDatabase(db, undefined, from({ '1': { up: create }, '2': { up: rebuild }, '4': { up: add } }))).toEqual(['4'])
    expect(warn.mock.calls).toEqual([[expect.stringContaining('pragma foreign_key_check("b")')]])
  })
})
