import type { Dialect } from './dialect.ts'
import type { Renames } from './renames.ts'
import type { Check, Column, ForeignKey, Index, IndexColumn, Named, Schema, Table, Trigger, Unique } from './schema.ts'

/** A schema after `alter table … rename`, which renames in all that refers to a table or a column, too. */
export function rename(schema: Schema, renames: Renames, dialect: Dialect): Schema {
  if (renames.tables.length + renames.columns.length === 0) return schema
  const tables = new Map(renames.tables.map(({ from, to }) => [dialect.nameKey(from), to]))
  const renamed = (name: string): string => tables.get(dialect.nameKey(name)) ?? name
  const columnsOf = (table: string): ReadonlyMap<string, string> => {
    const own = renames.columns.filter((column) => dialect.nameKey(column.table) === dialect.nameKey(renamed(table)))
    return new Map(own.map(({ from, to }) => [dialect.nameKey(from), to]))
  }
  const columnNames = new Map(
    schema.tables.map(({ name, columns }) => [
      dialect.nameKey(name),
      new Set(columns.map((column) => dialect.nameKey(column.name))),
    ]),
  )
  const hasColumn = (table: string, column: string): boolean => columnNames.get(table)?.has(column) === true
  const inStatement = <Item extends Trigger>(one: Item): Item => ({
    ...one,
    sql: dialect.renameInStatement(one.sql, { tables, columnsOf, hasColumn }),
  })
  return {
    ...schema,
    tables: schema.tables.map((table) => renameTable(table, { dialect, renamed, columnsOf, inStatement })),
    views: schema.views.map((view) => ({ ...inStatement(view), triggers: view.triggers.map(inStatement) })),
  }
}

interface Names {
  readonly dialect: Dialect
  /** The new name of a table. */
  readonly renamed: (table: string) => string
  /** The new names of the columns of a table, by the old. */
  readonly columnsOf: (table: string) => ReadonlyMap<string, string>
  readonly inStatement: (trigger: Trigger) => Trigger
}

function renameTable(table: Table, { dialect, renamed, columnsOf, inStatement }: Names): Table {
  const columns = columnsOf(table.name)
  const all = (names: readonly string[], map = columns): string[] =>
    names.map((name) => map.get(dialect.nameKey(name)) ?? name)
  const given = ({ givenName }: Named): Named =>
    givenName === undefined || !dialect.renameGiven
      ? {}
      : { givenName: dialect.renameGiven(givenName, table.name, renamed(table.name)) }
  const inText = (sql: string): string => dialect.renameIn(sql, { columns })
  return {
    ...table,
    name: renamed(table.name),
    columns: table.columns.map((column): Column => ({
      ...column,
      name: all([column.name])[0]!,
      ...(column.default !== undefined && dialect.hasColumnsInDefaults && { default: inText(column.default) }),
      ...(column.generated && {
        generated: { ...column.generated, expression: inText(column.generated.expression) },
      }),
    })),
    ...(table.primaryKey && {
      primaryKey: { ...table.primaryKey, columns: all(table.primaryKey.columns) },
    }),
    uniques: table.uniques.map((unique): Unique => ({ ...unique, columns: all(unique.columns) })),
    foreignKeys: table.foreignKeys.map((key): ForeignKey => ({
      ...key,
      ...given(key),
      columns: all(key.columns),
      table: renamed(key.table),
      references: all(key.references, columnsOf(key.table)),
    })),
    checks: table.checks.map((check): Check => ({
      ...check,
      ...given(check),
      expression: inText(check.expression),
      ...(check.column !== undefined && { column: all([check.column])[0]! }),
    })),
    indexes: table.indexes.map((index): Index => ({
      ...index,
      columns: index.columns.map((column): IndexColumn =>
        'column' in column
          ? { ...column, column: all([column.column])[0]! }
          : { ...column, expression: inText(column.expression) },
      ),
      ...(index.where !== undefined && { where: inText(index.where) }),
    })),
    triggers: table.triggers.map(inStatement),
  }
}
