import type { ForeignKey, PrimaryKey, Unique } from '../schema.ts'
import { identifier } from '../sqlite/identifier.ts'
import { template, text, texts } from './code.ts'
import { actionCalls, columnCall } from './column.ts'
import type { TableDefinition } from './definition.ts'

/** The calls of the schema builder that create a table. Its constraints have names, as the builder asks for. */
export const createTableCalls = (table: TableDefinition): string =>
  [
    `.createTable(${text(table.name)})`,
    ...table.columns.map(columnCall),
    ...(table.primaryKey ? [primaryKeyCall(table.primaryKey)] : []),
    ...table.uniques.map(uniqueCall),
    ...table.foreignKeys.map(foreignKeyCall),
    ...table.checks.map(({ name = '', expression }) => `.addCheckConstraint(${text(name)}, ${template(expression)})`),
    ...(table.options.length > 0 ? [`.modifyEnd(${template(table.options.join(', '))})`] : []),
  ].join('')

const primaryKeyCall = ({ name = '', columns }: PrimaryKey): string =>
  `.addPrimaryKeyConstraint(${text(name)}, ${texts(columns)})`

const uniqueCall = ({ name = '', columns, modifiers = [] }: Unique): string => {
  const values = columns.map((column, at) =>
    modifiers[at] ? template(`${identifier(column)} ${modifiers[at]}`) : text(column),
  )
  return `.addUniqueConstraint(${text(name)}, [${values.join(', ')}])`
}

function foreignKeyCall(key: ForeignKey): string {
  const { name = '', columns, table, references, deferrable } = key
  const options = [
    actionCalls(key),
    deferrable ? '.deferrable()' : '',
    deferrable === 'deferred' ? '.initiallyDeferred()' : '',
  ].join('')
  const values = [text(name), texts(columns), text(table), texts(references)]
  return `.addForeignKeyConstraint(${values.join(', ')}${options && `, (key) => key${options}`})`
}

/** Whether the builder has the words: none for conflicts, nor for how the columns of a primary key are kept. */
export const hasCalls = ({ primaryKey, uniques, foreignKeys }: TableDefinition): boolean =>
  primaryKey?.modifiers === undefined &&
  [primaryKey, ...uniques].every((key) => key?.onConflict === undefined) &&
  foreignKeys.every(({ references }) => references.length > 0)
