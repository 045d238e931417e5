import { randomBytes } from 'node:crypto'
import { type RawBuilder, sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { createDb, type Db } from '#core/database/database.ts'

const server = process.env.DATABASE_URL

/** An empty database for one test file: in memory, or on the server that DATABASE_URL names, beside the one that it names. */
export function createTestDb(): Db {
  if (!server) {
    const db = createDb('pglite::memory:')
    // The first one takes seconds.
    beforeAll(() => sql`select 1`.execute(db), 60_000)
    return db
  }
  const name = `test_${randomBytes(8).toString('hex')}`
  // Texts sort as they do in memory, whatever the server's language.
  beforeAll(() => ask(sql`create database ${sql.id(name)} template template0 encoding 'UTF8' locale 'C'`))
  afterAll(() => ask(sql`drop database if exists ${sql.id(name)} with (force)`))
  return createDb(Object.assign(new URL(server), { pathname: `/${name}` }).href)
}

async function ask(statement: RawBuilder<unknown>): Promise<void> {
  const db = createDb(server!)
  await statement.execute(db).finally(() => db.destroy())
}
