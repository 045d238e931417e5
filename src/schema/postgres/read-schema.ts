import type { Schema, Table, Trigger } from '../schema.ts'
import { groupBy } from '../sql/group-by.ts'
import type { All, Catalogue, TriggerRow } from './catalogue.ts'
import { identifier } from './identifier.ts'
import { settle } from './lists.ts'
import { queries } from './queries.ts'
import { columnOf } from './read-column.ts'
import { checkOf, foreignKeyOf, primaryKeyOf, uniqueOf } from './read-constraint.ts'
import { indexOf } from './read-index.ts'
import { objectsOf } from './read-objects.ts'

/**
 * The schema `public` of a PostgreSQL database. Partitioned tables, and what extensions brought, are left out.
 * @param all asks the database; in one transaction, if others may change it
 */
export async function readSchema(all: All): Promise<Schema> {
  const rows: Record<string, unknown> = {}
  for (const [kind, sql] of Object.entries(queries)) rows[kind] = await all(sql)
  return schemaOf(rows as unknown as Catalogue)
}

function schemaOf(catalogue: Catalogue): Schema {
  const { tables, views, enums } = catalogue
  const [columns, constraints, indexes, triggers] = [
    groupBy(catalogue.columns, owner),
    groupBy(catalogue.constraints, owner),
    groupBy(catalogue.indexes, owner),
    groupBy(catalogue.triggers, owner),
  ]
  const triggersOf = (table: string) => (triggers.get(table) ?? []).map(triggerOf)
  return {
    engine: 'postgres',
    tables: tables.map(({ name, comment }): Table => {
      const rows = constraints.get(name) ?? []
      const [key] = rows.filter(({ type }) => type === 'p').map(primaryKeyOf)
      return {
        name,
        columns: (columns.get(name) ?? []).map(columnOf),
        ...(key && { primaryKey: key }),
        uniques: rows.filter(({ type }) => type === 'u').map(uniqueOf),
        foreignKeys: rows.filter(({ type }) => type === 'f').map(foreignKeyOf),
        checks: rows.filter(({ type }) => type === 'c').map(checkOf),
        indexes: (indexes.get(name) ?? []).map(indexOf),
        triggers: triggersOf(name),
        strict: false,
        withoutRowid: false,
        ...(comment !== null && { comment }),
      }
    }),
    views: views.map(({ name, sql, materialized, options }) => ({
      name,
      sql: `create ${materialized ? 'materialized ' : ''}view ${identifier(name)}${options ? ` with (${options.join(', ')})` : ''} as\n${settle(sql.trim().replace(/;$/, ''))}`,
      triggers: triggersOf(name),
    })),
    enums: enums.map(({ name, values, users }) => ({ name, values: values ?? [], ...(users && { users }) })),
    objects: objectsOf(catalogue),
    unread: catalogue.unread.map(({ name }) => name),
  }
}

const triggerOf = ({ name, sql, kind, state, role }: TriggerRow): Trigger => ({
  name,
  sql: settle(sql),
  ...(kind !== null && { kind }),
  ...(state !== null && { state }),
  ...(role !== null && { role }),
})

const owner = ({ table }: { readonly table: string }): string => table
