import { constraintName } from '../constraint-name.ts'
import type { Column, EnumType, PrimaryKey, Table } from '../schema.ts'
import type { ModelColumn } from './column.ts'
import type { ModelEngine } from './engines.ts'
import { indexesOf } from './indexes.ts'
import type { LinkedTable } from './references.ts'
import { columnNamed, keyOf } from './table.ts'

export interface BuiltModel {
  readonly file: string
  /** PostgreSQL: the types of its columns that are a list of values. */
  readonly enums?: readonly EnumType[]
  readonly table: Table
}

/**
 * The table of a model.
 * @param taken names of indexes that the database has already
 * @throws UsageError for a key or an index of a column that is not there
 */
export function buildTable(table: LinkedTable, taken: Set<string>, engine: ModelEngine): Table {
  const { name, columns, foreignKeys, options } = table
  const counted = countedOf(table, engine)
  const primaryKey = primaryKeyOf(table, counted !== undefined && engine.identity === undefined)
  return {
    name,
    columns: columns.map((one) => (one === counted ? countedColumn(one.column, engine) : one.column)),
    ...(primaryKey && { primaryKey }),
    uniques: [],
    foreignKeys,
    checks: [
      ...columns.flatMap(({ checks }) => checks),
      ...(options.checks ?? []).map((expression) => ({ expression })),
    ],
    indexes: indexesOf(table, taken, engine),
    triggers: [],
    strict: false,
    withoutRowid: false,
  }
}

/** An `id` that is a whole number is counted by the database, unless the model names its key itself. */
function countedOf({ columns, options }: LinkedTable, { isCounted }: ModelEngine): ModelColumn | undefined {
  const id = columns.find(({ key }) => key === 'id')
  return id && isCounted(id.column.type) && !options.primaryKey && id.options.references === undefined ? id : undefined
}

/** What SQLite counts takes null for the next number. */
const countedColumn = (column: Column, { identity }: ModelEngine): Column =>
  identity ? { ...column, identity } : { ...column, nullable: true }

function primaryKeyOf(table: LinkedTable, autoIncrement: boolean): PrimaryKey | undefined {
  const columns = keyOf(table).map((key) => columnNamed(key, table, 'the primary key'))
  const [only, ...others] = columns
  if (!only) return undefined
  return {
    ...(others.length > 0 && { name: constraintName(table.name, [], 'primary_key') }),
    columns: columns.map(({ column }) => column.name),
    autoIncrement,
  }
}
