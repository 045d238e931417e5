import { PGlite } from '@electric-sql/pglite'
import { citext } from '@electric-sql/pglite/contrib/citext'
import { uuid_ossp } from '@electric-sql/pglite/contrib/uuid_ossp'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import { readSchema } from '../../src/schema/postgres/read-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'

export type Row = Readonly<Record<string, unknown>>

/** A PostgreSQL that takes statements. */
export interface Server {
  readonly exec: (sql: string) => Promise<unknown>
  readonly query: (sql: string) => Promise<readonly Row[]>
  /** On the same database. */
  readonly kysely: Kysely<unknown>
}

/** One in this process and in memory: it is emptied for each case, because it takes a second or two to start. */
export async function bootServer(): Promise<Server> {
  const client = await PGlite.create({ extensions: { citext, uuid_ossp } })
  return {
    exec: (sql) => client.exec(sql),
    query: async (sql) => (await client.query<Row>(sql)).rows,
    kysely: new Kysely({ dialect: new PGliteDialect({ pglite: client as never }) }),
  }
}

/** A server that runs here: `POSTGRES_URL` names another one. */
export const url = process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

/** Why there is none; nothing where it answers. */
export async function whyNoServer(): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
  try {
    await client.connect()
    await client.end()
    return undefined
  } catch (error) {
    return (error as Error).message || String((error as NodeJS.ErrnoException).code)
  }
}

/** A database of its own on the real server, by one connection; it goes when the test is done. */
export async function createDatabase(name: string): Promise<Server & { readonly drop: () => Promise<void> }> {
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`drop database if exists ${name} with (force)`)
  await admin.query(`create database ${name}`)
  const own = new URL(url)
  own.pathname = name
  const pool = new pg.Pool({ connectionString: own.href, max: 1 })
  // A database that is dropped by force says so to connections that are about to end.
  pool.on('error', () => {})
  return {
    exec: (sql) => pool.query(sql),
    query: async (sql) => (await pool.query<Row>(sql)).rows,
    kysely: new Kysely({ dialect: new PostgresDialect({ pool }) }),
    async drop() {
      await pool.end()
      await admin.query(`drop database ${name} with (force)`)
      await admin.end()
    },
  }
}

/** Empties a database, and runs statements in it. */
export async function build(server: Server, statements: readonly string[]): Promise<void> {
  await server.exec('rollback; drop schema public cascade; create schema public')
  for (const statement of statements) if (statement.trim()) await server.exec(statement)
}

export const read = (server: Server): Promise<Schema> => readSchema(server.query)

export { quote } from '../../src/schema/postgres/identifier.ts'

/** A value of a type that stands for a number. */
export function valueOf(type: string, number: number): string {
  const family = postgres.family(type)
  if (type.endsWith(']')) return "'{}'"
  if (family === 'number') return String(number)
  if (family === 'boolean') return String(number % 2 === 0)
  if (family === 'json') return `'{"n":${number}}'`
  if (family === 'time') return `'2026-01-0${number} 03:04:05'`
  if (type.startsWith('time')) return `'0${number}:00'`
  if (type === 'uuid') return `'00000000-0000-8000-8000-00000000000${number}'`
  return `'${number}'`
}
