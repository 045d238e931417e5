import type { Index, IndexColumn } from '../schema.ts'
import { printCollation } from './create-table.ts'
import { identifier, identifiers } from './identifier.ts'

/** `create index …`, of a table. */
export function createIndex(table: string, index: Index): string {
  const { name, columns, unique, where, method, include, nullsNotDistinct, options } = index
  return [
    `create ${unique ? 'unique index' : 'index'} ${identifier(name)} on ${identifier(table)}`,
    method === undefined ? '' : ` using ${method}`,
    ` (${columns.map(indexColumn).join(', ')})`,
    include ? ` include (${identifiers(include)})` : '',
    nullsNotDistinct ? ' nulls not distinct' : '',
    options ? ` with (${options.join(', ')})` : '',
    where === undefined ? '' : ` where ${where}`,
  ].join('')
}

/** What is indexed, and how it is kept. */
export const indexColumn = (column: IndexColumn): string =>
  [
    'column' in column ? identifier(column.column) : `(${column.expression})`,
    column.collation === undefined ? '' : printCollation(column.collation),
    column.opclass ?? '',
    column.descending ? 'desc' : '',
    column.nulls ? `nulls ${column.nulls}` : '',
  ]
    .filter(Boolean)
    .join(' ')
