import type { Schema, Table, Trigger } from '../schema.ts'
import { groupBy } from '../sql/group-by.ts'
import type { All, Catalogue, CheckRow, ForeignKeyRow, ServerRow, TriggerRow, ViewRow } from './catalogue.ts'
import { nameKey } from './expression.ts'
import { identifier, quote } from './identifier.ts'
import { queriesOf, serverQuery } from './queries.ts'
import { columnOf } from './read-column.ts'
import { checkOf, foreignKeyOf, indexOf, primaryKeyOf } from './read-constraint.ts'
import { readViews } from './read-views.ts'

/**
 * The database that is in use on a MySQL or MariaDB server.
 * @param all asks it
 */
export async function readSchema(all: All): Promise<Schema> {
  const [server] = (await all(serverQuery)) as [ServerRow]
  const rows: Record<string, unknown> = {}
  for (const [kind, sql] of Object.entries(queriesOf(isMariaDb(server)))) rows[kind] = await all(sql)
  const catalogue = rows as unknown as Catalogue
  const views: ViewRow[] = []
  for (const view of catalogue.views) if (await isReadable(view, all)) views.push(view)
  const refused = catalogue.views.filter((view) => !views.includes(view))
  const unread = [...catalogue.unread, ...refused.map(({ name }) => ({ name: `view ${name}, which cannot be read` }))]
  return schemaOf({ ...catalogue, views, unread }, server)
}

/** Whether a session can read a view, and so make it: the `sql_mode` of whoever made it may have been another one. */
const isReadable = async ({ name }: ViewRow, all: All): Promise<boolean> =>
  await all(`select * from ${identifier(name)} limit 0`).then(
    () => true,
    () => false,
  )

const isMariaDb = ({ version }: ServerRow): boolean => /mariadb/i.test(version)

/** What a catalogue says, in the spelling of either server. */
export function schemaOf(catalogue: Catalogue, server: ServerRow): Schema {
  const isMaria = isMariaDb(server)
  const known = new Set(catalogue.tables.map(({ name }) => nameKey(name)))
  const isKnown = ({ target }: ForeignKeyRow): boolean => known.has(nameKey(target))
  const [columns, indexes, foreignKeys, checks, triggers] = [
    groupBy(catalogue.columns, owner),
    groupBy(catalogue.indexes, owner),
    groupBy(catalogue.foreignKeys.filter(isKnown), owner),
    groupBy(catalogue.checks, owner),
    groupBy(catalogue.triggers, owner),
  ]
  const tables = catalogue.tables.map(({ name, collation, comment }): Table => {
    const own = columns.get(name) ?? []
    const names = own.map((column) => column.name)
    const isJson = (column: string): boolean => (checks.get(name) ?? []).some((check) => saysJson(check, column))
    const byIndex = groupBy(indexes.get(name) ?? [], nameOf)
    const key = byIndex.get('PRIMARY')
    return {
      name,
      columns: own.map((row) => columnOf(row, { isMariaDb: isMaria, collation, isJson: isJson(row.name) })),
      ...(key && { primaryKey: primaryKeyOf(key) }),
      uniques: [],
      foreignKeys: [...groupBy(foreignKeys.get(name) ?? [], nameOf).values()].map(foreignKeyOf),
      checks: (checks.get(name) ?? [])
        .filter((check) => !names.some((column) => saysJson(check, column)))
        .map((check) => checkOf(check, names, isMaria)),
      indexes: [...byIndex.values()].filter((rows) => rows !== key).map((rows) => indexOf(rows, isMaria)),
      triggers: (triggers.get(name) ?? []).map(triggerOf),
      strict: false,
      withoutRowid: false,
      ...(collation !== server.collation && { collation }),
      ...(comment !== '' && { comment }),
    }
  })
  const { views, others } = readViews(catalogue.views, known, server.database)
  const outside = catalogue.foreignKeys
    .filter((row) => !isKnown(row))
    .map(({ name, table }) => `reference ${name} of ${table}`)
  return {
    engine: 'mysql',
    tables,
    views,
    unread: [...catalogue.unread.map(nameOf), ...new Set(outside), ...others.map((name) => `view ${name}`)],
  }
}

const owner = ({ table }: { readonly table: string }): string => table
const nameOf = ({ name }: { readonly name: string }): string => name

/** MariaDB's JSON is a long text with this check, which has the name of its column, or had it before a rename. */
const saysJson = ({ level, expression }: CheckRow, column: string): boolean =>
  level === 'Column' && expression.toLowerCase() === `json_valid(${quote(column.toLowerCase())})`

const triggerOf = ({ table, name, timing, event, statement }: TriggerRow): Trigger => ({
  name,
  sql: `create trigger ${identifier(name)} ${timing.toLowerCase()} ${event.toLowerCase()} on ${identifier(table)} for each row\n${statement}`,
})
