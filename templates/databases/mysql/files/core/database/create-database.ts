import { sql } from 'kysely'
import { createDb } from './database.ts'

/** Creates the database that a URL names, unless it is there. */
export async function createDatabase(url: string): Promise<void> {
  const name = decodeURIComponent(new URL(url).pathname.slice(1))
  const server = createDb(Object.assign(new URL(url), { pathname: '/' }).href)
  try {
    const { rows } = await sql`select 1 from information_schema.schemata where schema_name = ${name}`.execute(server)
    if (rows.length > 0) return
    const { rows: collations } = await findCollation.execute(server)
    const collation = sql.id(collations[0]!.name)
    await sql`create database if not exists ${sql.id(name)} character set utf8mb4 collate ${collation}`.execute(server)
  } finally {
    await server.destroy()
  }
}

/** By the codes of characters, and of the spaces at the end: MySQL's, or MariaDB's. */
const findCollation = sql<{ name: string }>`select collation_name as name from information_schema.collations
  where collation_name in ('utf8mb4_0900_bin', 'utf8mb4_nopad_bin') order by collation_name limit 1`
