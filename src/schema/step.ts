import type { Check, Column, EnumType, ForeignKey, Index, PrimaryKey, Table, Unique } from './schema.ts'

/** One statement of a migration. What an engine cannot do in one, its planner makes of several. */
export type Step =
  /** The table and its constraints: indexes and triggers are steps of their own. */
  | { readonly kind: 'createTable'; readonly table: Table }
  | { readonly kind: 'dropTable'; readonly table: string }
  | { readonly kind: 'renameTable'; readonly from: string; readonly to: string }
  | {
      readonly kind: 'addColumn'
      readonly table: string
      readonly column: Column
      /** What is declared with the column. */
      readonly foreignKey?: ForeignKey
      readonly checks: readonly Check[]
    }
  | { readonly kind: 'dropColumn'; readonly table: string; readonly column: string }
  | { readonly kind: 'alterColumn'; readonly table: string; readonly column: string; readonly change: ColumnChange }
  | { readonly kind: 'renameColumn'; readonly table: string; readonly from: string; readonly to: string }
  /** MySQL: as much of a table as can be changed at once, all or nothing. */
  | { readonly kind: 'alterTable'; readonly table: string; readonly clauses: readonly AlterClause[] }
  | { readonly kind: 'addConstraint'; readonly table: string; readonly constraint: NamedConstraint }
  | { readonly kind: 'dropConstraint'; readonly table: string; readonly constraint: string }
  | { readonly kind: 'createEnum'; readonly type: EnumType }
  | { readonly kind: 'dropEnum'; readonly type: string }
  | { readonly kind: 'createIndex'; readonly table: string; readonly index: Index }
  | { readonly kind: 'dropIndex'; readonly table: string; readonly index: string }
  /** `insert into … select …`: the columns of `to`, and of what each is made. */
  | { readonly kind: 'copyRows'; readonly from: string; readonly to: string; readonly values: readonly CopiedColumn[] }
  /** What the schema builder has no words for. */
  | { readonly kind: 'sql'; readonly statement: string }

/** A part of MySQL's `alter table`. */
export type AlterClause =
  | { readonly clause: 'add column' | 'modify column'; readonly column: Column; readonly checks: readonly Check[] }
  | { readonly clause: 'drop column'; readonly column: string }
  | { readonly clause: 'rename column'; readonly from: string; readonly to: string }
  | { readonly clause: 'drop default'; readonly column: string }
  | { readonly clause: 'add index'; readonly index: Index }
  | { readonly clause: 'drop index'; readonly index: string }
  | { readonly clause: 'add constraint'; readonly constraint: NamedConstraint }
  | { readonly clause: 'drop constraint'; readonly constraint: string }
  | { readonly clause: 'add primary key'; readonly key: PrimaryKey }
  | { readonly clause: 'drop primary key' }
  /** What is said of all of the table: `comment 'by day'`. */
  | { readonly clause: 'option'; readonly option: string }

/** What becomes of a column: one thing at a time. */
export type ColumnChange =
  /** `using` is what its values become, where the database does not know; as SQL. */
  | { readonly set: 'type'; readonly type: string; readonly collation?: string; readonly using?: string }
  | { readonly set: 'default'; readonly default: string; readonly type: string }
  | { readonly set: 'not null' }
  | { readonly drop: 'default' | 'not null' }

/** A constraint by itself: it has a name, by which it can be dropped again. */
export type NamedConstraint = { readonly name: string } & (
  | ({ readonly kind: 'primary_key' } & Omit<PrimaryKey, 'name'>)
  | ({ readonly kind: 'unique' } & Omit<Unique, 'name'>)
  | ({ readonly kind: 'foreign_key' } & Omit<ForeignKey, 'name'>)
  | ({ readonly kind: 'check' } & Omit<Check, 'name'>)
)

export interface CopiedColumn {
  readonly column: string
  /** An SQL expression over the old row. */
  readonly value: string
}

/** A migration, before it is printed. */
export interface Migration {
  readonly up: readonly Step[]
  readonly down: readonly Step[]
  /** What whoever runs it should know, one line each: rows or columns that go, locks, values that may not fit. */
  readonly hazards: readonly string[]
  /** Whether there can be rows on which a direction fails: the hazards, or what is said of `down`, foretell it. */
  readonly canFail?: Readonly<Record<'up' | 'down', boolean>>
  /** What `down` cannot bring back; none where it undoes everything. */
  readonly loss?: string
  /** What its name has at its end, where it is not the only one of a change. */
  readonly label?: string
  /** Why it is not taken back: its `down` throws this. */
  readonly refusal?: string
  /** The names of those whose work it does. */
  readonly replaces?: readonly string[]
  /** It runs in no transaction. */
  readonly isConcurrent?: boolean
}
