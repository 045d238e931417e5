import type { ConstraintKind } from './constraint-name.ts'
import type { ColumnDifference, Difference, TableDifference } from './difference.ts'
import type { Renames } from './renames.ts'
import type { Inventor } from './rows/inventor.ts'
import type { Misfit } from './rows/misfit.ts'
import type { Column, Engine, ForeignKey, Index, IndexColumn, Schema, Table } from './schema.ts'
import type { Token } from './sql/token.ts'
import type { AlterClause, Step } from './step.ts'

/** What an engine knows of its own: all else about schemas is the same for each. */
export interface Dialect {
  readonly engine: Engine
  /** What two spellings of one name have in common. */
  readonly nameKey: (name: string) => string
  /** What types that can hold each other's values have in common: a rename is asked about within one. */
  readonly family: (type: string) => string
  /** Whether a value may be another when it is cast from one type to another. */
  readonly narrows: (from: string, to: string) => boolean
  /** A value that a person typed, as SQL; nothing where it is none of the type. */
  readonly literalOf: (text: string, type: string) => string | undefined
  /** Whether two expressions are one, but for how they are written. */
  readonly sameExpression: (one: string, other: string) => boolean
  /** What all spellings of an expression have in common; for comparing only. */
  readonly canonicalExpression: (sql: string) => string
  /** Whether an SQL text has a name in it. */
  readonly mentions: (sql: string, name: string) => boolean
  readonly tokenize: (sql: string) => readonly Token[]
  /** An expression over one table with other names in it. */
  readonly renameIn: (sql: string, names: RenamedIdentifiers) => string
  /** MySQL: whether the default of a column can name others. */
  readonly hasColumnsInDefaults?: boolean
  /** A view or a trigger with other names in it. */
  readonly renameInStatement: (sql: string, names: RenamedNames) => string
  /** The schema to reach, with names that what it adds can have beside what stays. */
  readonly settleNames?: (from: Schema, to: Schema) => Schema
  /** What the database calls a constraint that nobody named, once its table has another name. */
  readonly renameGiven?: (name: string, from: string, to: string) => string
  /** The statements by which things get other names, where it takes more than to rename each. */
  readonly renameSteps?: (before: Schema, after: Schema, renames: Renames) => Step[]
  /** The schemas on the way to another, the last of which is that one: where a migration does not do it all. */
  readonly stages?: (request: PlanRequest) => Stage[]
  /** The statements that make one schema of another, whose rows stay. */
  readonly plan: (request: PlanRequest) => Step[]
  /** How rows are made up to try a migration on. */
  readonly inventor: Inventor
  /** Whether indexes can be built while rows are written, outside of a transaction. */
  readonly isConcurrent?: boolean
  /** What becomes of values that do not fit a column's new type. */
  readonly misfit: (column: ColumnDifference, table: TableDifference, request: PlanRequest) => Misfit | undefined
  /** What is lost, locked or copied; one sentence each. What becomes of single rows is in {@link rowHazards}. */
  readonly hazards: (request: PlanRequest) => string[]
  readonly sql: SqlWriter
}

/** How an engine writes what it has in its own words. */
export interface SqlWriter {
  /** A name, in quotes where it needs them. */
  readonly identifier: (name: string) => string
  readonly type: (type: string) => string
  /** What Kysely's schema builder calls a type, where that is something else. */
  readonly builderType?: (type: string) => string
  /** A default, in parentheses where it needs them. */
  readonly default: (expression: string, type?: string) => string
  /** Whether a value is a default as it is, where it is not so of all types. */
  readonly isPlainDefault?: (expression: string, type: string) => boolean
  readonly collation: (collation: string) => string
  /** What is indexed: a column or an expression, and how it is kept. */
  readonly indexColumn: (column: IndexColumn) => string
  /** What a foreign key says of the table that it leads to. */
  readonly references: (key: Omit<ForeignKey, 'name' | 'columns'>) => string
  /** A column as a table, or `alter table … add column`, declares it, without keys and checks. */
  readonly columnDefinition: (column: Column) => string
  /** What is said of a column at its end. */
  readonly columnOptions?: (column: Column) => string[]
  readonly createTable: (table: Table) => string
  /** Several changes of a table in one statement. */
  readonly alterTable?: (table: string, clauses: readonly AlterClause[]) => string
  /** What stands behind a table's columns and constraints. */
  readonly tableOptions?: (table: Table) => string[]
  readonly createIndex: (table: string, index: Index) => string
  /** PostgreSQL: one statement changes several columns. */
  readonly changesTogether?: boolean
  /**
   * MySQL: a table is created with its indexes, an index is dropped by the name of its table, too, and a reference or a
   * check that a column is declared with may be forgotten.
   */
  readonly isWholeTable?: boolean
  /** The name of a constraint that was given none. */
  readonly constraintName: (
    table: string,
    columns: readonly string[],
    kind: ConstraintKind,
    taken?: ReadonlySet<string>,
  ) => string
}

export interface RenamedIdentifiers {
  readonly tables?: ReadonlyMap<string, string>
  readonly columns?: ReadonlyMap<string, string>
}

/** New names, by the {@link Dialect.nameKey} of the old ones. */
export interface RenamedNames {
  readonly tables: ReadonlyMap<string, string>
  readonly columnsOf: (table: string) => ReadonlyMap<string, string>
  readonly hasColumn: (table: string, column: string) => boolean
}

export interface PlanRequest {
  readonly from: Schema
  readonly to: Schema
  readonly difference: Difference
  /** What rows get where they would have nothing, as SQL, by `table.column`. */
  readonly fills: ReadonlyMap<string, string>
  /** Whether it undoes another: what was lost has stand-ins. */
  readonly isWayBack: boolean
  /** Whether each statement is a transaction of its own; of a whole change, whether indexes are built so. */
  readonly isConcurrent?: boolean
  /** Of the change that it is a part of, where that takes several. */
  readonly whole?: Difference
}

/** A schema that a migration of its own reaches: where it is that before it already, there is none. */
export interface Stage {
  readonly schema: Schema
  /** What the name of its migration has at its end, where that is not the only one. */
  readonly label?: string
  /** Its statements, where {@link Dialect.plan} makes others. */
  readonly plan?: Dialect['plan']
  /** Each of its statements is a transaction of its own. */
  readonly isConcurrent?: boolean
}
