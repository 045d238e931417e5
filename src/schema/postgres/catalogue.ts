/** Asks the database. */
export type All = (sql: string) => Promise<readonly object[]>

interface TableRow {
  readonly name: string
  readonly comment: string | null
}

export interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly default: string | null
  readonly generated: '' | 's' | 'v'
  readonly identity: '' | 'a' | 'd'
  readonly collation: string | null
  /** The sequence that goes with the column, if it has one. */
  readonly sequence: string | null
  readonly comment: string | null
}

export interface ConstraintRow {
  readonly table: string
  readonly name: string
  readonly type: 'p' | 'u' | 'f' | 'c'
  readonly columns: readonly string[] | null
  readonly target: string | null
  readonly references: readonly string[] | null
  readonly ondelete: string
  readonly onupdate: string
  readonly match: string
  readonly deferrable: boolean
  readonly deferred: boolean
  readonly own: boolean
  readonly expression: string | null
  readonly include: readonly string[] | null
  readonly nullsnotdistinct: boolean
}

export interface IndexRow {
  readonly table: string
  readonly name: string
  readonly unique: boolean
  readonly method: string
  readonly where: string | null
  readonly include: readonly string[] | null
  readonly options: readonly string[] | null
  readonly nullsnotdistinct: boolean
  readonly columns: readonly {
    readonly column: string | null
    readonly expression: string
    readonly descending: boolean
    readonly nullsfirst: boolean
    readonly collation: string | null
    readonly opclass: string | null
  }[]
}

interface ObjectRow {
  readonly table: string
  readonly name: string
  readonly sql: string
}

interface ViewRow {
  readonly name: string
  readonly sql: string
  readonly materialized: boolean
}

interface SequenceRow {
  readonly name: string
  readonly type: string
  readonly options: string
}

interface DomainRow {
  readonly name: string
  readonly type: string
  readonly collation: string | null
  readonly default: string | null
  readonly required: boolean
  readonly checks: readonly string[] | null
}

interface RoutineRow {
  readonly name: string
  readonly sql: string
}

interface EnumRow {
  readonly name: string
  readonly values: readonly string[]
}

export interface Catalogue {
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indexes: readonly IndexRow[]
  readonly triggers: readonly ObjectRow[]
  readonly views: readonly ViewRow[]
  readonly enums: readonly EnumRow[]
  readonly sequences: readonly SequenceRow[]
  readonly domains: readonly DomainRow[]
  readonly routines: readonly RoutineRow[]
  readonly unread: readonly { readonly name: string }[]
}
