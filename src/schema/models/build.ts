import { constraintName } from '../constraint-name.ts'
import type { PrimaryKey, Table } from '../schema.ts'
import { indexesOf } from './indexes.ts'
import type { LinkedTable } from './references.ts'
import { columnNamed, keyOf } from './table.ts'

export interface BuiltModel {
  readonly file: string
  readonly table: Table
}

/**
 * The table of a model.
 * @param taken names of indexes that the database has already
 * @throws UsageError for a key or an index of a column that is not there
 */
export function buildTable(table: LinkedTable, taken: Set<string>): Table {
  const { name, columns, foreignKeys, options } = table
  const primaryKey = primaryKeyOf(table)
  return {
    name,
    // What counts itself takes null for the next number.
    columns: columns.map(({ column, key }) =>
      key === 'id' && primaryKey?.autoIncrement ? { ...column, nullable: true } : column,
    ),
    ...(primaryKey && { primaryKey }),
    uniques: [],
    foreignKeys,
    checks: [
      ...columns.flatMap(({ checks }) => checks),
      ...(options.checks ?? []).map((expression) => ({ expression })),
    ],
    indexes: indexesOf(table, taken),
    triggers: [],
    strict: false,
    withoutRowid: false,
  }
}

/** An `id` that is a number is counted by the database, unless the model names its key itself. */
function primaryKeyOf(table: LinkedTable): PrimaryKey | undefined {
  const columns = keyOf(table).map((key) => columnNamed(key, table, 'the primary key'))
  const [only, ...others] = columns
  if (!only) return undefined
  return {
    ...(others.length > 0 && { name: constraintName(table.name, [], 'primary_key') }),
    columns: columns.map(({ column }) => column.name),
    autoIncrement: !table.options.primaryKey && only.column.type === 'integer' && only.options.references === undefined,
  }
}
