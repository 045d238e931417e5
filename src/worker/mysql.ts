import { UsageError } from '../errors.ts'
import type { BuiltModel } from '../schema/models/build.ts'
import type { All } from '../schema/mysql/catalogue.ts'
import { withCollations } from '../schema/mysql/collations.ts'
import { createStatements } from '../schema/mysql/create.ts'
import { readSchema } from '../schema/mysql/read-schema.ts'
import type { Schema } from '../schema/schema.ts'
import type { Kysely } from './kysely.ts'
import { failed } from './load.ts'
import { loadOwn, withoutPassword } from './own-module.ts'
import { connect, type Connection, inDatabase, makeScratch, messageOf, scratchServer } from './scratch.ts'

/** What decides how the project's server spells a schema. */
export const serverSpelling = async (): Promise<string> => (await scratchServer()).spelling

/**
 * Runs in an empty database on the project's own server, and reads what is in it then.
 * @param run with the project's own Kysely
 */
export async function inScratch(run: (db: Kysely) => Promise<void>): Promise<Schema> {
  const { url } = await scratchServer()
  const uri = inDatabase(url, await makeScratch())
  const { createPool } = await loadOwn<{ createPool: (options: object) => object }>('mysql2', 'MySQL')
  const { Kysely, MysqlDialect } = await loadOwn<Record<'Kysely' | 'MysqlDialect', new (options: object) => Kysely>>(
    'kysely',
    'MySQL',
  )
  const db = new Kysely({ dialect: new MysqlDialect({ pool: createPool({ uri, connectionLimit: 1, timezone: 'Z' }) }) })
  const connection = await connect(uri)
  try {
    await run(db)
    return await readSchema(allOf(connection))
  } finally {
    await db.destroy()
    await connection.end()
  }
}

const allOf =
  (connection: Connection): All =>
  async (sql) =>
    (await connection.query(sql))[0]

/**
 * Models as the server has their tables once they are built: what it spells its own way is spelt so on both sides.
 * @param existing the schema that they are compared with
 * @throws UsageError that names the one whose SQL it refuses
 */
export async function readBuilt(models: readonly BuiltModel[], existing?: Schema): Promise<Schema> {
  const { url } = await scratchServer()
  const connection = await connect(inDatabase(url, await makeScratch()))
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
 * @throws UsageError when it does not answer, or none is named
 */
export async function readServer(url: string): Promise<Schema> {
  if (new URL(url).pathname.length < 2) {
    throw new UsageError(
      'SCHEMA_UNKNOWN',
      `${withoutPassword(url)} names no database.`,
      'As in: mysql://localhost/shop',
    )
  }
  let connection: Connection | undefined
  try {
    connection = await connect(url)
    return await readSchema(allOf(connection))
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('DATABASE_UNREADABLE', `${withoutPassword(url)} cannot be read: ${messageOf(error as Error)}.`)
  } finally {
    connection?.destroy()
  }
}
