import type { Dialect } from './dialect.ts'
import { sameCheck, sameColumnNames, sameIndexDefinition, sameUnique } from './same.ts'
import type { Column, Index, Schema, Table, Unique } from './schema.ts'
import { keepForeignKeys } from './unspoken-keys.ts'

/**
 * The schema of the models, with what models do not speak of as it is in the schema that there is: views, triggers,
 * how a table is stored, what a constraint is called, a reference by several columns, a unique index where there is a
 * constraint that does the same.
 */
export function keepUnspoken(models: Schema, existing: Schema, dialect: Dialect): Schema {
  // After a rename, an old index may have the name that another is to have: then it gives its own up.
  const taken = new Set(models.tables.flatMap(({ indexes }) => indexes.map(({ name }) => name)))
  const byKey = new Map(existing.tables.map((table) => [dialect.nameKey(table.name), table]))
  const tables = models.tables.map((table) => {
    const other = byKey.get(dialect.nameKey(table.name))
    return other ? keepTable(table, other, { models, existing, taken }, dialect) : table
  })
  return { ...models, tables, views: existing.views }
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
    foreignKeys: keepForeignKeys(table, existing, both, dialect),
    checks: keepEqual(table.checks, existing.checks, sameCheck(dialect)),
    ...keepUniqueness(table, existing, both.taken, dialect),
    triggers: existing.triggers,
    strict: existing.strict,
    withoutRowid: existing.withoutRowid,
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
    ...(existing.onConflict !== undefined && !column.nullable && { onConflict: existing.onConflict }),
  }
}

const keepEqual = <Item>(
  items: readonly Item[],
  existing: readonly Item[],
  same: (one: Item, other: Item) => boolean,
): Item[] => items.map((item) => existing.find((other) => same(item, other)) ?? item)

function keepUniqueness(
  table: Table,
  existing: Table,
  taken: ReadonlySet<string>,
  dialect: Dialect,
): Pick<Table, 'indexes' | 'uniques'> {
  const indexes = keepIndexes(table.indexes, existing.indexes, taken, dialect)
  const constraints = existing.uniques.filter((unique) => indexes.some((index) => isUniqueOn(index, unique, dialect)))
  const isConstraint = (index: Index): boolean =>
    !existing.indexes.some(({ name }) => name === index.name) &&
    constraints.some((unique) => isUniqueOn(index, unique, dialect))
  return {
    uniques: [...keepEqual(table.uniques, existing.uniques, sameUnique(dialect)), ...constraints],
    indexes: indexes.filter((index) => !isConstraint(index)),
  }
}

/** An index by the name that it has, where one that does the same is there. */
function keepIndexes(
  indexes: readonly Index[],
  existing: readonly Index[],
  taken: ReadonlySet<string>,
  dialect: Dialect,
): Index[] {
  const same = sameIndexDefinition(dialect)
  const spare = existing.filter(({ name }) => !taken.has(name))
  return indexes.map((index) => {
    if (existing.some((other) => other.name === index.name && same(index, other))) return index
    const at = spare.findIndex((other) => same(index, other))
    return at < 0 ? index : spare.splice(at, 1)[0]!
  })
}

const isUniqueOn = (index: Index, { columns }: Unique, dialect: Dialect): boolean =>
  index.unique &&
  index.where === undefined &&
  index.columns.every((column) => 'column' in column && !column.collation) &&
  sameColumnNames(
    index.columns.map((column) => ('column' in column ? column.column : '')),
    columns,
    dialect,
  )
