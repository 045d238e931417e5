import type { Dialect } from './dialect.ts'
import { sameCheck, sameColumnNames } from './same.ts'
import type { Column, Schema, Table } from './schema.ts'
import { keepEqual, keepUniqueness } from './unspoken-indexes.ts'
import { keepForeignKeys } from './unspoken-keys.ts'

/**
 * The schema of the models, with what models do not speak of as it is in the schema that there is: views, triggers, types,
 * how a table is stored, what a constraint is called, a reference by several columns, a unique index where there is a
 * constraint that does the same.
 */
export function keepUnspoken(models: Schema, existing: Schema, dialect: Dialect): Schema {
  // On MySQL, the names of a table's indexes are its own.
  const named = dialect.sql.isWholeTable ? [] : models.tables
  const taken = new Set(named.flatMap(({ indexes }) => indexes.map(({ name }) => name)))
  const byKey = new Map(existing.tables.map((table) => [dialect.nameKey(table.name), table]))
  const tables = models.tables.map((table) => {
    const other = byKey.get(dialect.nameKey(table.name))
    return other ? keepTable(table, other, { models, existing, taken }, dialect) : table
  })
  const spoken = new Set(models.enums?.map(({ name }) => name))
  return {
    ...models,
    tables,
    views: existing.views,
    ...(existing.enums && {
      enums: [...(models.enums ?? []), ...existing.enums.filter(({ name }) => !spoken.has(name))],
    }),
    ...(existing.objects && { objects: existing.objects }),
  }
}

interface Both {
  readonly models: Schema
  readonly existing: Schema
  /** The names that the models have for indexes. */
  readonly taken: ReadonlySet<string>
}

function keepTable(table: Table, existing: Table, both: Both, dialect: Dialect): Table {
  const key = table.primaryKey
  const isSameKey = sameColumnNames(key?.columns ?? [], existing.primaryKey?.columns ?? [], dialect)
  const primaryKey = isSameKey ? existing.primaryKey : key
  return {
    ...table,
    name: existing.name,
    columns: table.columns.map((column) => {
      const other = existing.columns.find(({ name }) => dialect.nameKey(name) === dialect.nameKey(column.name))
      const isKey = isSameKey && key?.columns.includes(column.name)
      return other ? keepColumn(column, other, isKey === true) : column
    }),
    ...(primaryKey && { primaryKey }),
    ...(existing.comment !== undefined && { comment: existing.comment }),
    foreignKeys: keepForeignKeys(table, existing, both, dialect),
    checks: keepEqual(table.checks, existing.checks, (check, other) =>
      sameCheck(dialect)(check, { ...other, isNotValid: false }),
    ),
    ...keepUniqueness(table, existing, both.taken, dialect),
    triggers: existing.triggers,
    strict: existing.strict,
    withoutRowid: existing.withoutRowid,
    ...(existing.collation !== undefined && { collation: existing.collation }),
  }
}

function keepColumn(column: Column, existing: Column, isKey: boolean): Column {
  // What is computed takes nothing from a model but its name.
  if (existing.generated) return { ...existing, name: column.name }
  return {
    ...column,
    name: existing.name,
    nullable: isKey ? existing.nullable : column.nullable,
    ...(existing.collation !== undefined && { collation: existing.collation }),
    ...(existing.onUpdate !== undefined && { onUpdate: existing.onUpdate }),
    ...(existing.isInvisible && { isInvisible: true }),
    ...(existing.comment !== undefined && { comment: existing.comment }),
    ...(existing.onConflict !== undefined && !column.nullable && { onConflict: existing.onConflict }),
    ...(existing.identity && { identity: existing.identity }),
    ...(existing.counting !== undefined && { counting: existing.counting }),
    ...(existing.sequence !== undefined && { sequence: existing.sequence }),
  }
}
