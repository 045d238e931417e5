import type { SqlWriter } from '../dialect.ts'
import type { Index, IndexColumn } from '../schema.ts'
import { template, text } from './code.ts'
import { words } from './sql.ts'

/** The calls of the schema builder that create an index. */
export function createIndexCalls(table: string, index: Index, sql: SqlWriter): string {
  const { name, columns, unique, where, method, nullsNotDistinct } = index
  const [first, ...others] = columns.map((column) => columnValue(column, sql))
  return [
    `.createIndex(${text(name)}).on(${text(table)})`,
    others.length === 0 ? `.column(${first})` : `.columns([${[first, ...others].join(', ')}])`,
    method === undefined ? '' : `.using(${text(method)})`,
    unique ? '.unique()' : '',
    nullsNotDistinct ? '.nullsNotDistinct()' : '',
    where === undefined ? '' : `.where(${template(where, 'boolean')})`,
  ].join('')
}

/**
 * The builder takes what follows a space for a direction, and splits a name with a direction at its dots.
 * @param isBare whether it takes no direction here
 */
export function columnValue(of: IndexColumn, sql: SqlWriter, isBare = false): string {
  const isName =
    'column' in of &&
    [of.collation, of.opclass, of.nulls, of.length].every((option) => option === undefined) &&
    !of.column.includes(' ') &&
    !(of.descending && (isBare || of.column.includes('.')))
  return isName ? text(words(of.column, of.descending ? 'desc' : '')) : template(sql.indexColumn(of))
}

/** Whether the builder has the words. */
export const hasWords = ({ include, options }: Index): boolean => include === undefined && options === undefined
