import { UsageError } from '../errors.ts'
import type { BuiltModel } from '../schema/models/build.ts'
import { createStatements } from '../schema/postgres/create.ts'
import { readSchema } from '../schema/postgres/read-schema.ts'
import type { Schema } from '../schema/schema.ts'
import { environmentKey } from './environment.ts'
import { hash } from './hash.ts'
import { failed } from './load.ts'
import { withoutPassword } from './own-module.ts'
import { type Client, connect, messageOf } from './postgres-client.ts'
import { scratchPlace } from './postgres-place.ts'
import { keepSchema, readKeptSchema } from './snapshots.ts'

/** What models may use, and do not say what it is. */
export type Others = Pick<Schema, 'enums' | 'objects'>

/**
 * Models as PostgreSQL has their tables once they are built: what it spells its own way is spelt so on both sides.
 * @param others what they may use, besides
 * @throws UsageError that names the one whose SQL it refuses
 */
export async function readBuilt(
  models: readonly BuiltModel[],
  { enums = [], objects = [] }: Others = {},
): Promise<Schema> {
  const tables = models.map(({ table }) => table)
  const said = models.flatMap((model) => model.enums ?? [])
  const types = [...new Map([...enums, ...said].map((type) => [type.name, type])).values()]
  const statements = createStatements({ engine: 'postgres', tables, views: [], enums: types, objects })
  // One list of statements builds one schema, so that what has been built before is not built again.
  const { spelling, empty } = await scratchPlace()
  const keys = [hash([await environmentKey(), spelling, ...statements])]
  const kept = readKeptSchema(keys)
  if (kept) return kept

  const { all } = await empty()
  // What is set for a transaction holds for one.
  for (const sql of ['begin', ...statements, 'commit']) {
    await all(sql).catch((error: unknown) => {
      const model = models.find(({ table }) => sql.includes(` ${table.name} `)) ?? models[0]!
      const hint = `PostgreSQL says so of: ${sql.split('\n', 1)[0]} … Look at its types, defaults, checks and indexes.`
      throw failed('MODEL_REFUSED', model.file, error, hint)
    })
  }
  const schema = await readSchema(all)
  keepSchema(keys, schema)
  return schema
}

/**
 * The schema of a database on a server. Nothing is written to it.
 * @throws UsageError when it does not answer
 */
export async function readServer(url: string): Promise<Schema> {
  let client: Client | undefined
  try {
    client = await connect(url)
    await client.query('begin isolation level repeatable read read only')
    return await readSchema(async (sql) => (await client!.query(sql)).rows)
  } catch (error) {
    if (error instanceof UsageError) throw error
    throw new UsageError('DATABASE_UNREADABLE', `${withoutPassword(url)} cannot be read: ${messageOf(error as Error)}.`)
  } finally {
    await client?.end().catch(() => {})
  }
}
