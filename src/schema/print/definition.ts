import type { SqlWriter } from '../dialect.ts'
import type { Check, Column, ForeignKey, Index, PrimaryKey, Table, Unique } from '../schema.ts'
import type { Step } from '../step.ts'
import { type Constraint, columnOf, nameConstraints } from './name-constraints.ts'

interface Constraints {
  readonly primaryKey?: PrimaryKey
  readonly uniques: readonly Unique[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly Check[]
}

/** A column and what is declared with it. */
export interface ColumnDefinition extends Constraints {
  readonly column: Column
}

/** A table as it is written down: each constraint either with its column or after all of them, with a name. */
export interface TableDefinition extends Constraints {
  readonly name: string
  readonly columns: readonly ColumnDefinition[]
  /** Those that are created with it. */
  readonly indexes: readonly Index[]
  /** What stands after the parentheses: `strict`, `without rowid`. */
  readonly options: readonly string[]
}

/** Decides where each constraint of a table is written. */
export function define(table: Table, sql: SqlWriter): TableDefinition {
  const named = nameConstraints(table, sql)
  const { name, columns, indexes } = named
  return {
    name,
    columns: columns.map((column) => ({ column, ...constraintsOf(named, column.name, sql) })),
    ...constraintsOf(named, undefined, sql),
    indexes: sql.isWholeTable ? indexes : [],
    options: sql.tableOptions?.(named) ?? [],
  }
}

/** Those that are written with a column; those after all of them, where none is given. */
function constraintsOf(table: Table, column: string | undefined, sql: SqlWriter): Constraints {
  const isHere = (constraint: Constraint): boolean => columnOf(constraint, table, sql) === column
  const { primaryKey, uniques, foreignKeys, checks } = table
  return {
    ...(primaryKey && isHere(primaryKey) && { primaryKey }),
    uniques: uniques.filter(isHere),
    foreignKeys: foreignKeys.filter(isHere),
    checks: checks.filter(isHere),
  }
}

/** A column that a table gets later: all is written with it. */
export const defineColumn = ({
  column,
  foreignKey,
  checks,
}: Extract<Step, { readonly kind: 'addColumn' }>): ColumnDefinition => ({
  column,
  uniques: [],
  foreignKeys: foreignKey ? [foreignKey] : [],
  checks,
})
