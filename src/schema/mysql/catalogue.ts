/** Asks the database. */
export type All = (sql: string) => Promise<readonly object[]>

export interface ServerRow {
  /** `8.4.3`, `10.11.6-MariaDB-0+deb12u1` */
  readonly version: string
  readonly database: string
  /** Of the database. */
  readonly collation: string
}

interface TableRow {
  readonly name: string
  readonly collation: string
  readonly comment: string
}

export interface ColumnRow {
  readonly table: string
  readonly name: string
  readonly type: string
  readonly nullable: 'YES' | 'NO'
  readonly default: string | null
  /** `auto_increment`, `DEFAULT_GENERATED on update CURRENT_TIMESTAMP(3)`, `STORED GENERATED` */
  readonly extra: string
  readonly generated: string | null
  readonly collation: string | null
  readonly comment: string
}

export interface IndexRow {
  readonly table: string
  readonly name: string
  readonly nonunique: number | string
  readonly column: string | null
  readonly direction: 'A' | 'D' | null
  readonly length: number | null
  readonly method: string
  readonly comment: string
  /** MySQL: what is indexed where that is no column. */
  readonly expression: string | null
  readonly hidden: 'YES' | 'NO'
}

export interface ForeignKeyRow {
  readonly table: string
  readonly name: string
  readonly column: string
  /** With its database, where that is another: `hr.people`. */
  readonly target: string
  readonly reference: string
  readonly ondelete: string
  readonly onupdate: string
}

export interface CheckRow {
  readonly table: string
  readonly name: string
  readonly expression: string
  /** MariaDB: whether it is part of a column. */
  readonly level: 'Table' | 'Column'
}

export interface TriggerRow {
  readonly table: string
  readonly name: string
  readonly timing: string
  readonly event: string
  readonly statement: string
}

export interface ViewRow {
  readonly name: string
  readonly sql: string
  readonly check: string
  readonly security: string
}

export interface Catalogue {
  readonly tables: readonly TableRow[]
  readonly columns: readonly ColumnRow[]
  readonly indexes: readonly IndexRow[]
  readonly foreignKeys: readonly ForeignKeyRow[]
  readonly checks: readonly CheckRow[]
  readonly triggers: readonly TriggerRow[]
  readonly views: readonly ViewRow[]
  /** What is there, and is not read. */
  readonly unread: readonly { readonly name: string }[]
}
