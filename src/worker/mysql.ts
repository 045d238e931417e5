import { UsageError } from '../errors.ts'
import type { BuiltModel } from '../schema/models/build.ts'
import { withCollations } from '../schema/mysql/collations.ts'
import { createStatements } from '../schema/mysql/create.ts'
import { readSchema } from '../schema/mysql/read-schema.ts'
import type { Schema } from '../schema/schema.ts'
import { rememberFailed } from './failed-statement.ts'
import { inDatabase } from './in-database.ts'
import type { Kysely } from './kysely.ts'
import { failed } from './load.ts'
import {
  connect,
  connectAsProject,
  type Connection,
  makeScratch,
  messageOf,
  projectSession,
  type Rows,
  scratchServer,
} from './mysql-scratch.ts'
import { loadOwn, withoutPassword } from './own-module.ts'

/** What decides how the project's server spells a schema. */
export const serverSpelling = async (): Promise<string> => (await scratchServer()).spelling

/** An empty database on the project's own server. */
export interface Scratch {
  /** The project's own Kysely. */
  readonly db: Kysely
  readonly all: (sql: string) => Promise<Rows>
}

export async function inScratch<Result>(use: (scratch: Scratch) => Promise<Result>): Promise<Result> {
  const { url } = await scratchServer()
  const uri = inDatabase(url, await makeScratch())
  const { createPool } = await loadOwn<{ createPool: (options: object) => Pool }>('mysql2', 'MySQL')
  const { Kysely, MysqlDialect } = await loadOwn<Record<'Kysely' | 'MysqlDialect', new (options: object) => Kysely>>(
    'kysely',
    'MySQL',
  )
  const pool = createPool({ uri, connectionLimit: 1, timezone: 'Z' })
  const session = await projectSession()
  pool.on('connection', (own) => void own.query(session))
  const db = new Kysely({ dialect: new MysqlDialect({ pool }), log: rememberFailed })
  const connection = await connectAsProject(uri)
  try {
    return await use({ db, all: allOf(connection) })
  } finally {
    await db.destroy()
    await connection.end()
  }
}

/** As much of a pool of `mysql2` as is needed here. */
interface Pool {
  readonly on: (event: 'connection', listener: (connection: { query: (sql: string) => unknown }) => void) => unknown
}

const allOf =
  (connection: Connection) =>
  async (sql: string): Promise<Rows> =>
    (await connection.query(sql))[0]

/**
 * Models as the server has their tables once they are built: what it spells its own way is spelt so on both sides.
 * @param existing the schema that they are compared with
 * @throws UsageError that names the one whose SQL it refuses
 */
export async function readBuilt(models: readonly BuiltModel[], existing?: Schema): Promise<Schema> {
  const { url } = await scratchServer()
  const connection = await connectAsProject(inDatabase(url, await makeScratch()))
  const declared = models.map(({ table }) => table)
  const tables = existing ? withCollations(declared, existing) : declared
  try {
    for (const sql of createStatements({ engine: 'mysql', tables, views: [] })) {
      await connection.query(sql).catch((error: unknown) => {
        const model = models.find(({ table }) => sql.includes(` ${table.name} `)) ?? models[0]!
        const hint = `The server says so of: ${sql.split('\n', 1)[0]} … Look at its types, defaults, checks and indexes.`
        throw failed('MODEL_REFUSED', model.file, error, hint)
      })
    }
    return await readSchema(allOf(connection))
  } finally {
    await connection.end()
  }
}

/**
 * The schema of a database on a server. Nothing is written to it.
 * @param open makes the session, which decides what can be read
 * @throws UsageError when it does not answer, or none is named
 */
export async function readServer(url: string, open = connect): Promise<Schema> {
  if (new URL(url).pathname.length < 2) {
    throw new UsageError(
      'SCHEMA_UNKNOWN',
      `${withoutPassword(url)} names no database.`,
      'As in: mysql://localhost/shop',
    )
  }
  let connection: Connection | undefined
  try {
    connection = await open(url)
    return await readSchema(allOf(connection))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('DATABASE_UNREADABLE', `${withoutPassword(url)} cannot be read: ${messageOf(error as Error)}.`)
  } finally {
    connection?.destroy()
  }
}
