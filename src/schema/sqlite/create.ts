import type { Index, IndexColumn, Schema } from '../schema.ts'
import { modifierOf } from './column-text.ts'
import { createTable } from './create-table.ts'
import { identifier } from './identifier.ts'
import { isOperand } from './parse-index.ts'
import { tokenize } from './tokens.ts'

/** The statements that build a schema in an empty database, in the order in which they can run. */
export const createStatements = ({ tables, views }: Schema): string[] => [
  ...tables.map(createTable),
  ...tables.flatMap((table) => table.indexes.map((index) => createIndex(table.name, index))),
  ...views.map(({ sql }) => sql),
  ...[...tables, ...views].flatMap(({ triggers }) => triggers.map(({ sql }) => sql)),
]

/** `create index …`, of a table. */
export function createIndex(table: string, { name, columns, unique, where }: Index): string {
  const kind = unique ? 'unique index' : 'index'
  const condition = where === undefined ? '' : ` where ${where}`
  const list = columns.map(indexColumn).join(', ')
  return `create ${kind} ${identifier(name)} on ${identifier(table)} (${list})${condition}`
}

/** What is indexed, and how it is kept. A `collate` is about the operand before it. */
export const indexColumn = (column: IndexColumn): string =>
  [indexed(column), modifierOf(column)].filter(Boolean).join(' ')

function indexed(column: IndexColumn): string {
  if ('column' in column) return identifier(column.column)
  const needsParentheses = column.collation !== undefined && !isOperand(tokenize(column.expression))
  return needsParentheses ? `(${column.expression})` : column.expression
}
