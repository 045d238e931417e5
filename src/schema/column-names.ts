import type { IndexColumn } from './schema.ts'

/** A column of a key or an index as one reads it: an expression in parentheses. */
export const columnName = (column: string | IndexColumn): string =>
  typeof column === 'string' ? column : 'column' in column ? column.column : `(${column.expression})`

/** What a key or an index is of. */
export const columnNames = ({ columns }: { readonly columns: readonly (string | IndexColumn)[] }): string[] =>
  columns.map(columnName)
