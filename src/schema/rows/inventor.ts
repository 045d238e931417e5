import type { Column, Table } from '../schema.ts'

/** How an engine makes values up. */
export interface Inventor {
  /** What a column is given that the database counts. */
  readonly counted: string
  readonly isCounted: (column: Column, table: Table) => boolean
  /** A value as one of a type, where its text does not say it. */
  readonly typed: (value: string, type: string) => string
  /** Values of a column's type that stand for a number, as SQL: the most likely ones first. */
  readonly valuesOf: (column: Column, number: number) => readonly string[]
}
