import type { Check, Column, ForeignKey, Index, Table } from './schema.ts'

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
  | { readonly kind: 'renameColumn'; readonly table: string; readonly from: string; readonly to: string }
  | { readonly kind: 'createIndex'; readonly table: string; readonly index: Index }
  | { readonly kind: 'dropIndex'; readonly table: string; readonly index: string }
  /** `insert into … select …`: the columns of `to`, and of what each is made. */
  | { readonly kind: 'copyRows'; readonly from: string; readonly to: string; readonly values: readonly CopiedColumn[] }
  /** What the schema builder has no words for. */
  | { readonly kind: 'sql'; readonly statement: string }

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
  /** What `down` cannot bring back; none where it undoes everything. */
  readonly loss?: string
}
