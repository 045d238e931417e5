import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll } from 'vitest'
import { createDatabase } from '#core/database/create-database.ts'
import { createDb, type Db } from '#core/database/database.ts'
import { loadSettings } from '../settings.ts'

/** An empty database for one test file, on the server of DATABASE_URL and beside the one that it names. */
export function createTestDb(): Db {
  const name = `test_${randomBytes(8).toString('hex')}`
  const url = Object.assign(new URL(loadSettings().DATABASE_URL), { pathname: `/${name}` }).href
  const db = createDb(url)

  beforeAll(async () => {
    await createDatabase(url).catch((cause: unknown) => {
      throw new Error('Tests need a server: docker compose up --wait, or its DATABASE_URL in .env', { cause })
    })
  })
  afterAll(async () => {
    const server = createDb(url)
    await sql`drop database if exists ${sql.id(name)}`.execute(server).finally(() => server.destroy())
  })
  return db
}
