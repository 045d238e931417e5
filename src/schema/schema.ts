/** The engines whose schemas can be read and written. */
export type Engine = 'sqlite' | 'postgres' | 'mysql'

/**
 * The schema of a database, as far as migrations change it. Names and expressions are the database's own. It is plain
 * data: it goes from one process to another as JSON.
 */
export interface Schema {
  readonly engine: Engine
  readonly tables: readonly Table[]
  readonly views: readonly View[]
  /** PostgreSQL: the types that are a list of values. */
  readonly enums?: readonly EnumType[]
  /** PostgreSQL: what tables may need besides, in the order in which it can be created. */
  readonly objects?: readonly DatabaseObject[]
  /** What is there, and is not read: `partitioned table readings`. */
  readonly unread?: readonly string[]
}

/** Kept as it was written: a domain, a sequence of its own, a function. */
export interface DatabaseObject {
  /** What is dropped: `domain price`, `function touch()`. */
  readonly name: string
  readonly sql: string
}

export interface EnumType {
  readonly name: string
  readonly values: readonly string[]
  /** What else is of this type, and is not read: `column s of table other.t`. */
  readonly users?: readonly string[]
}

export interface Table {
  readonly name: string
  readonly columns: readonly Column[]
  readonly primaryKey?: PrimaryKey
  readonly uniques: readonly Unique[]
  readonly foreignKeys: readonly ForeignKey[]
  readonly checks: readonly Check[]
  readonly indexes: readonly Index[]
  readonly triggers: readonly Trigger[]
  /** SQLite: `strict`. */
  readonly strict: boolean
  /** SQLite: `without rowid`. */
  readonly withoutRowid: boolean
  /** MySQL: that of its texts, where it is not the database's. */
  readonly collation?: string
  readonly comment?: string
}

export interface Column {
  readonly name: string
  /** As it was declared, in lower case: `integer`, `varchar(255)`; empty where SQLite was told none. */
  readonly type: string
  readonly nullable: boolean
  /** SQLite: what is done about a null that may not be, `replace`; where it is not `abort`. */
  readonly onConflict?: string
  /** The default as an SQL expression: `0`, `'open'`, `strftime('%Y', 'now')`. */
  readonly default?: string
  readonly generated?: { readonly expression: string; readonly stored: boolean }
  /** Where it is not the engine's usual one, or in MySQL that of the table: `nocase`. */
  readonly collation?: string
  /** How the database counts it: in PostgreSQL `serial` by a sequence in its default; in MySQL `auto_increment`. */
  readonly identity?: Identity
  /** PostgreSQL: how its numbers follow each other, where not one after another from 1: `start with 1000 increment by 10`. */
  readonly counting?: string
  /** The sequence of a `serial` column. */
  readonly sequence?: string
  /** MySQL: what it becomes when its row changes, `current_timestamp`. */
  readonly onUpdate?: string
  /** MySQL: `select *` leaves it out. */
  readonly isInvisible?: boolean
  readonly comment?: string
}

export type Identity = 'always' | 'by default' | 'serial' | 'auto_increment'

export type Deferrable = 'immediate' | 'deferred'

/** What a constraint is called. */
export interface Named {
  /** None where it was given none. */
  readonly name?: string
  /** PostgreSQL: the name that it then has all the same, by which it is dropped. */
  readonly givenName?: string
}

/** What PostgreSQL can say of a primary key, or of what is unique. */
interface KeyOptions extends Named {
  readonly deferrable?: Deferrable
  /** The columns that its index has, too. */
  readonly include?: readonly string[]
}

export interface PrimaryKey extends KeyOptions {
  readonly columns: readonly string[]
  /** How its columns are kept, one text for each, `collate nocase desc`; only where one is not empty. */
  readonly modifiers?: readonly string[]
  /** The database counts, and gives no number out twice: SQLite's `autoincrement`. */
  readonly autoIncrement: boolean
  readonly onConflict?: string
}

/** A constraint. An index that is unique is an {@link Index}. */
export interface Unique extends KeyOptions {
  readonly columns: readonly string[]
  /** SQLite: how its columns are kept, one text for each, `collate nocase desc`; only where one is not empty. */
  readonly modifiers?: readonly string[]
  readonly onConflict?: string
  /** PostgreSQL: one null is like another. */
  readonly nullsNotDistinct?: boolean
}

export type Action = 'no action' | 'restrict' | 'cascade' | 'set null' | 'set default'

export interface ForeignKey extends Named {
  readonly columns: readonly string[]
  readonly table: string
  readonly references: readonly string[]
  readonly onDelete: Action
  readonly onUpdate: Action
  readonly deferrable?: Deferrable
  /** PostgreSQL: `match full`. */
  readonly isFullMatch?: boolean
  /** PostgreSQL: `not valid`, rows from before may break it. */
  readonly isNotValid?: boolean
}

export interface Check extends Named {
  readonly expression: string
  /** The column that it was declared with, and goes with. */
  readonly column?: string
  /** MariaDB: it is part of that column, and changes with it only. */
  readonly isInline?: boolean
  /** PostgreSQL: `no inherit`. */
  readonly isOwn?: boolean
  /** PostgreSQL: `not valid`, rows from before may break it. */
  readonly isNotValid?: boolean
}

export interface Index {
  readonly name: string
  readonly columns: readonly IndexColumn[]
  readonly unique: boolean
  /** The condition of a partial index. */
  readonly where?: string
  /** Where it is not `btree`: `gin`, or MySQL's `fulltext`. */
  readonly method?: string
  /** PostgreSQL: columns that it has, and does not sort by. */
  readonly include?: readonly string[]
  readonly nullsNotDistinct?: boolean
  /** PostgreSQL: `fillfactor=70`. MySQL: what stands behind its columns, `comment 'by day'`. */
  readonly options?: readonly string[]
}

/** A column of an index, or an expression. */
export type IndexColumn = ({ readonly column: string } | { readonly expression: string }) & {
  readonly descending: boolean
  readonly collation?: string
  /** MySQL: how many characters of it, where it is not all of them. */
  readonly length?: number
  /** PostgreSQL, where it is not the usual one: `text_pattern_ops`. */
  readonly opclass?: string
  /** PostgreSQL, where they are not where the direction has them. */
  readonly nulls?: 'first' | 'last'
}

/** Kept as it was written: `create trigger …`. */
export interface Trigger {
  readonly name: string
  readonly sql: string
  /** PostgreSQL: what it is, where it is no trigger. */
  readonly kind?: TriggerKind
  /** PostgreSQL: when it fires, where that is not always: `disable`. */
  readonly state?: string
  /** PostgreSQL: a role that it is for. Roles are the server's: another one may not have it. */
  readonly role?: string
}

/** What else hangs on a table or a view, and is kept as it was written. */
export type TriggerKind = 'policy' | 'row security' | 'exclusion constraint' | 'replica identity' | 'comment' | 'grant'

/** Kept as it was written: `create view …`, and what reacts to it. */
export interface View {
  readonly name: string
  readonly sql: string
  readonly triggers: readonly Trigger[]
}
