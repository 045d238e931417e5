import type { SqlWriter } from '../dialect.ts'
import type { Check, Deferrable, ForeignKey, Index, PrimaryKey, Unique } from '../schema.ts'
import { template, text, texts } from './code.ts'
import { actionCalls, columnCall } from './column.ts'
import { columnValue, hasWords } from './create-index.ts'
import type { TableDefinition } from './definition.ts'

/** The calls of the schema builder that create a table. Its constraints have names, as the builder asks for. */
export const createTableCalls = (table: TableDefinition, sql: SqlWriter): string =>
  [
    `.createTable(${text(table.name)})`,
    ...table.columns.map((column) => columnCall(column, sql)),
    ...(table.primaryKey ? [primaryKeyCall(table.primaryKey)] : []),
    ...table.uniques.map((unique) => uniqueCall(unique, sql)),
    ...table.indexes.map((index) => indexCall(index, sql)),
    ...table.foreignKeys.map(foreignKeyCall),
    ...table.checks.map(checkCall),
    ...(table.options.length > 0 ? [`.modifyEnd(${template(table.options.join(', '))})`] : []),
  ].join('')

export const primaryKeyCall = ({ name = '', columns, deferrable }: PrimaryKey): string =>
  `.addPrimaryKeyConstraint(${text(name)}, ${texts(columns)}${build('key', deferral(deferrable))})`

export const checkCall = ({ name = '', expression }: Check): string =>
  `.addCheckConstraint(${text(name)}, ${template(expression)})`

export function uniqueCall(unique: Unique, sql: SqlWriter): string {
  const { name = '', columns, modifiers = [], nullsNotDistinct, deferrable } = unique
  const values = columns.map((column, at) =>
    modifiers[at] ? template(`${sql.identifier(column)} ${modifiers[at]}`) : text(column),
  )
  const options = (nullsNotDistinct ? '.nullsNotDistinct()' : '') + deferral(deferrable)
  return `.addUniqueConstraint(${text(name)}, [${values.join(', ')}]${build('unique', options)})`
}

/** An index that is created with its table. */
const indexCall = ({ name, columns, unique }: Index, sql: SqlWriter): string =>
  `.add${unique ? 'UniqueConstraint' : 'Index'}(${text(name)}, [${columns.map((column) => columnValue(column, sql, true)).join(', ')}])`

export function foreignKeyCall(key: ForeignKey): string {
  const { name = '', columns, table, references, deferrable } = key
  const values = [text(name), texts(columns), text(table), texts(references)]
  return `.addForeignKeyConstraint(${values.join(', ')}${build('key', actionCalls(key) + deferral(deferrable))})`
}

const deferral = (deferrable: Deferrable | undefined): string =>
  (deferrable ? '.deferrable()' : '') + (deferrable === 'deferred' ? '.initiallyDeferred()' : '')

const build = (name: string, calls: string): string => calls && `, (${name}) => ${name}${calls}`

/**
 * Whether the builder has the words: none for conflicts, for how the columns of a primary key are kept, for what else an
 * index has, nor for a full match.
 */
export const hasCalls = ({ primaryKey, uniques, foreignKeys, checks, indexes }: TableDefinition): boolean =>
  primaryKey?.modifiers === undefined &&
  [primaryKey, ...uniques].every((key) => key?.onConflict === undefined && key?.include === undefined) &&
  foreignKeys.every(({ references, isFullMatch }) => references.length > 0 && !isFullMatch) &&
  checks.every(({ isOwn }) => !isOwn) &&
  indexes.every((index) => hasWords(index) && index.method === undefined)
