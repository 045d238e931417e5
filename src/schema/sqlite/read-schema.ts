import type { ForeignKey, Schema, Table, Trigger } from '../schema.ts'
import { groupBy } from '../sql/group-by.ts'
import { endOf } from '../sql/token.ts'
import { type All, type Catalogue, type ObjectRow, readCatalogue, type TableRow } from './catalogue.ts'
import { nameKey } from './name-key.ts'
import { tableOf } from './read-table.ts'
import { tokenize } from './tokens.ts'

/** Tables that no schema has: the engine's own, and those in which it is kept what has been applied. */
const own = /^(?:sqlite_|kysely_migration)/i

/**
 * The schema of SQLite's main database. Virtual tables are listed only.
 * @param all asks the database; in one transaction, if others may change it
 */
export const readSchema = async (all: All): Promise<Schema> => schemaOf(await readCatalogue(all))

/** What a catalogue says, without tables that are not the user's. */
export function schemaOf(catalogue: Catalogue): Schema {
  const schema = unlinkedSchemaOf(catalogue)
  return { ...schema, tables: resolveReferences(schema.tables) }
}

/** A schema whose references are as they were written: what they refer to may be in another. */
export function unlinkedSchemaOf(catalogue: Catalogue): Schema {
  const objects = catalogue.objects.filter(({ name }) => !own.test(name))
  const of = (type: ObjectRow['type']): ObjectRow[] => objects.filter((object) => object.type === type)
  const tableRows = new Map(catalogue.tables.map((table) => [table.name, table]))
  const [columns, keys, foreignKeys, indexes, triggers] = [
    groupBy(catalogue.columns, owner),
    groupBy(catalogue.keys, owner),
    groupBy(catalogue.foreignKeys, owner),
    groupBy(of('index'), ownerKey),
    groupBy(of('trigger'), ownerKey),
  ]
  const triggersOf = (name: string): Trigger[] =>
    (triggers.get(nameKey(name)) ?? []).map((trigger) => ({ name: trigger.name, sql: trigger.sql }))
  const isOf =
    (type: TableRow['type']) =>
    ({ name }: ObjectRow): boolean =>
      tableRows.get(name)?.type === type
  const virtual = of('table').filter(isOf('virtual'))
  const tables = of('table')
    .filter(isOf('table'))
    .map((object) => {
      const { name } = object
      return tableOf(object, {
        table: tableRows.get(name)!,
        columns: columns.get(name) ?? [],
        keys: keys.get(name) ?? [],
        foreignKeys: foreignKeys.get(name) ?? [],
        indexes: indexes.get(nameKey(name)) ?? [],
        triggers: triggersOf(name),
      })
    })
  return {
    engine: 'sqlite',
    tables,
    views: of('view').map(({ name, sql }) => ({ name, sql: withoutLastComment(sql), triggers: triggersOf(name) })),
    ...(virtual.length > 0 && { unread: virtual.map(({ name }) => `virtual table ${name}`) }),
  }
}

/** So that something can follow it. */
function withoutLastComment(sql: string): string {
  const last = tokenize(sql).at(-1)
  return last ? sql.slice(0, endOf(last)) : sql
}

interface Part {
  readonly table: string
}

const owner = ({ table }: Part): string => table

/** A statement may spell the name of its table in another way. */
const ownerKey = ({ table }: Part): string => nameKey(table)

/** A reference by the names that the table and its columns have; one without columns is to the primary key. */
export function resolveReferences(tables: readonly Table[]): Table[] {
  const byKey = new Map(tables.map((table) => [nameKey(table.name), table]))
  const resolve = (key: ForeignKey): ForeignKey => {
    const parent = byKey.get(nameKey(key.table))
    if (!parent) return key
    const primary = parent.primaryKey?.columns ?? []
    if (key.references.length === 0) {
      return { ...key, table: parent.name, references: primary.length === key.columns.length ? primary : [] }
    }
    return { ...key, table: parent.name, references: key.references.map((name) => declaredName(name, parent)) }
  }
  return tables.map((table) => ({ ...table, foreignKeys: table.foreignKeys.map(resolve) }))
}

function declaredName(name: string, { columns }: Table): string {
  const key = nameKey(name)
  return columns.find((column) => nameKey(column.name) === key)?.name ?? name
}
