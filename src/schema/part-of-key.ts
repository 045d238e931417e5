import type { Column, Table } from './schema.ts'

/** Whether a column is of something that no two rows have the same. */
export const isPartOfKey = ({ name }: Column, { primaryKey, uniques, indexes }: Table): boolean =>
  [
    primaryKey?.columns ?? [],
    ...uniques.map(({ columns }) => columns),
    ...indexes
      .filter(({ unique }) => unique)
      .map(({ columns }) => columns.map((column) => ('column' in column ? column.column : ''))),
  ].some((columns) => columns.includes(name))
