import type { BuiltModel } from '../schema/models/build.ts'
import type { Schema, Table } from '../schema/schema.ts'
import { createStatements } from '../schema/sqlite/create.ts'
import { nameKey } from '../schema/sqlite/name-key.ts'
import { resolveReferences, unlinkedSchemaOf } from '../schema/sqlite/read-schema.ts'
import { open, readAndClose } from './database.ts'
import { readerKey } from './environment.ts'
import { failed } from './load.ts'
import { keepTables, readKeptTables } from './snapshots.ts'

/** A model, and the SQL that builds its table. */
interface Draft extends BuiltModel {
  readonly sql: string
}

/** To create an index, SQLite looks at all that is in the database: fifty models share one. */
const batch = 50

/**
 * Models as SQLite has their tables once they are built: what it spells its own way is spelt so on both sides. One SQL
 * builds one table, so that what has been built before is not built again.
 * @throws UsageError that names the one whose SQL it refuses
 */
export async function readBuilt(models: readonly BuiltModel[]): Promise<Schema> {
  const drafts = models.map((model) => ({ ...model, sql: sqlOf(model) }))
  const key = readerKey()
  const known = new Map(readKeptTables(key))
  const missing = drafts.filter(({ sql }) => !known.has(sql))
  for (let at = 0; at < missing.length; at += batch) {
    for (const [sql, table] of await build(missing.slice(at, at + batch))) known.set(sql, table)
  }
  const all = new Map(drafts.flatMap(({ sql }) => (known.has(sql) ? [[sql, known.get(sql)!]] : [])))
  if (missing.length > 0) keepTables(key, all)
  const tables = [...all.values()]
  // Two of one name are refused in one database.
  if (!isEachNameOnce(tables)) await build(drafts)
  return { engine: 'sqlite', tables: resolveReferences(tables), views: [] }
}

/** A comment at the end of a line ends there. */
const sqlOf = ({ table }: BuiltModel): string =>
  createStatements({ engine: 'sqlite', tables: [table], views: [] }).join('\n;\n')

/** The tables of models that share a database, by the SQL that built them. */
async function build(drafts: readonly Draft[]): Promise<ReadonlyMap<string, Table>> {
  const database = await open(':memory:', false)
  database.exec('begin')
  for (const { file, table, sql } of drafts) {
    try {
      database.exec(sql)
    } catch (error) {
      const hint = `SQLite says so of the table ${table.name}: look at its types, defaults, checks and indexes.`
      throw failed('MODEL_REFUSED', file, error, hint)
    }
  }
  const { tables } = unlinkedSchemaOf(await readAndClose(database))
  const byName = new Map(tables.map((table) => [table.name, table]))
  return new Map(drafts.flatMap(({ sql, table: { name } }) => (byName.has(name) ? [[sql, byName.get(name)!]] : [])))
}

function isEachNameOnce(tables: readonly Table[]): boolean {
  const names = tables.flatMap(({ name, indexes }) => [name, ...indexes.map((index) => index.name)]).map(nameKey)
  return new Set(names).size === names.length
}
