import { words } from '../print/sql.ts'
import type { Index, IndexColumn } from '../schema.ts'
import { identifier } from './identifier.ts'

/** `create index …`, of a table. */
export const createIndex = (table: string, index: Index): string =>
  words(`create ${kindOf(index)}`, identifier(index.name), `on ${identifier(table)}`, partsOf(index))

/** An index as a table, or `alter table … add`, declares it. */
export const indexDefinition = (index: Index): string => words(kindOf(index), identifier(index.name), partsOf(index))

const kindOf = ({ unique, method }: Index): string =>
  method === 'fulltext' || method === 'spatial' ? `${method} index` : unique ? 'unique index' : 'index'

const partsOf = ({ columns, options = [] }: Index): string =>
  words(`(${columns.map(indexColumn).join(', ')})`, ...options)

/** What is indexed: a column, as many characters of it, or an expression; and how it is kept. */
export const indexColumn = (column: IndexColumn): string =>
  words(
    'column' in column
      ? identifier(column.column) + (column.length === undefined ? '' : `(${column.length})`)
      : `(${column.expression})`,
    column.descending ? 'desc' : '',
  )
