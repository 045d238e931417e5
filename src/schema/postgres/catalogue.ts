import type { TriggerKind } from '../schema.ts'

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
  readonly counting: string | null
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
  readonly valid: boolean
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

export interface TriggerRow {
  readonly table: string
  readonly name: string
  readonly sql: string
  readonly kind: TriggerKind | null
  readonly state: string | null
  readonly role: string | null
}

interface ViewRow {
  readonly name: string
  readonly sql: string
  readonly materialized: boolean
  readonly options: readonly string[] | null
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

/** An extension, a routine, an aggregate or a composite type, as it is made. */
interface RoutineRow {
  readonly name: string
  readonly sql: string
}

interface EnumRow {
  readonly name: string
  readonly values: readonly string[]
  readonly users: readonly string[] | null
}

export interface Catalogue {
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly constraints: readonly ConstraintRow[]
  readonly indexes: readonly IndexRow[]
  readonly triggers: readonly TriggerRow[]
  readonly views: readonly ViewRow[]
  readonly enums: readonly EnumRow[]
  readonly extensions: readonly RoutineRow[]
  readonly sequences: readonly SequenceRow[]
  readonly domains: readonly DomainRow[]
  readonly composites: readonly RoutineRow[]
  readonly routines: readonly RoutineRow[]
  readonly aggregates: readonly RoutineRow[]
  readonly unread: readonly { readonly name: string }[]
}
