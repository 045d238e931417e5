import { Kysely, MysqlDialect } from 'kysely'
import mysql2 from 'mysql2'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { readSchema } from '../../src/schema/mysql/read-schema.ts'
import type { Schema } from '../../src/schema/schema.ts'

export type Row = Readonly<Record<string, unknown>>

/** A database on a MySQL or MariaDB server. */
export interface Server {
  readonly name: string
  readonly exec: (sql: string) => Promise<unknown>
  readonly query: (sql: string) => Promise<readonly Row[]>
  /** On the same database, by the same connection. */
  readonly kysely: Kysely<unknown>
  readonly drop: () => Promise<void>
}

/** A server that runs here: `MYSQL_URL` names another one. */
export const url = process.env['MYSQL_URL'] ?? 'mysql://root@127.0.0.1:3306'

/** Why there is none; nothing where it answers. */
async function whyNoServer(): Promise<string | undefined> {
  const connection = mysql2.createConnection({ uri: url, connectTimeout: 2_000 })
  connection.on('error', () => {})
  try {
    await connection.promise().query('select 1')
    return undefined
  } catch (error) {
    return (error as Error).message || String((error as NodeJS.ErrnoException).code)
  } finally {
    connection.destroy()
  }
}

/** Tests that need the server say why they are skipped without one; in CI they fail. */
export async function needsServer(): Promise<{ readonly isSkipped: boolean; readonly why: string }> {
  const reason = await whyNoServer()
  return {
    isSkipped: reason !== undefined && process.env['CI'] !== 'true',
    why: reason === undefined ? '' : ` (${reason})`,
  }
}

/** A database of its own, by one connection; it goes when the test is done. */
export async function createDatabase(name: string): Promise<Server> {
  const pool = mysql2.createPool({ uri: url, connectionLimit: 1, dateStrings: true, multipleStatements: true })
  const exec = async (sql: string): Promise<unknown> => (await pool.promise().query(sql))[0]
  await exec(empty(name))
  return {
    name,
    exec,
    query: async (sql) => (await exec(sql)) as Row[],
    kysely: new Kysely({ dialect: new MysqlDialect({ pool }) }),
    async drop() {
      await exec(`drop database ${name}`)
      await pool.promise().end()
    },
  }
}

const empty = (name: string): string => `drop database if exists ${name}; create database ${name}; use ${name}`

/** Empties a database, and runs statements in it. */
export async function build({ exec, name }: Server, statements: readonly string[]): Promise<void> {
  await exec(empty(name))
  for (const statement of statements) if (statement.trim()) await exec(statement)
}

export const read = (server: Server): Promise<Schema> => readSchema(server.query)

export { quote } from '../../src/schema/mysql/identifier.ts'

/** A value of a type that stands for a number. */
export function valueOf(type: string, number: number): string {
  const family = mysql.family(type)
  const [, values] = /^(?:enum|set)\((.*)\)$/.exec(type) ?? []
  if (values !== undefined) return values.match(/'(?:[^']|'')*'/g)![0]
  if (family === 'number') return String(number)
  if (family === 'boolean') return String(number % 2)
  if (family === 'json') return `'{"n": ${number}}'`
  if (family === 'time') return `'2026-01-0${number} 03:04:05'`
  if (family === 'year') return String(2_000 + number)
  if (['geometry', 'point'].includes(family)) return `point(${number}, ${number})`
  if (family === 'bit') return String(number % 2)
  if (type === 'char(36)') return `'00000000-0000-8000-8000-00000000000${number}'`
  return `'${number}'`
}
