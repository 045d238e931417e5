import type { SqlWriter } from '../dialect.ts'
import type { AlterClause, Step } from '../step.ts'
import { text } from './code.ts'
import { columnCall } from './column.ts'
import { constraintCall } from './constraint.ts'
import { createIndexCalls, hasWords } from './create-index.ts'

type AlterTable = Extract<Step, { readonly kind: 'alterTable' }>

/** The calls that make a change of MySQL's: of several columns at once, or of one other thing; none for all else. */
export function alterTableCalls({ table, clauses }: AlterTable, sql: SqlWriter): string | undefined {
  const alter = `.alterTable(${text(table)})`
  const [first, ...others] = clauses
  if (first && others.length === 0) {
    if (first.clause === 'add index')
      return hasWords(first.index) && first.index.method === undefined
        ? createIndexCalls(table, first.index, sql)
        : undefined
    if (first.clause === 'drop index') return `.dropIndex(${text(first.index)}).on(${text(table)})`
    if (first.clause === 'drop constraint') return `${alter}.dropConstraint(${text(first.constraint)})`
    if (first.clause === 'add constraint') {
      const call = constraintCall(first.constraint, sql)
      return call && alter + call
    }
  }
  const calls = clauses.map((clause) => columnClauseCall(clause, sql))
  return calls.includes(undefined) ? undefined : alter + calls.join('')
}

function columnClauseCall(clause: AlterClause, sql: SqlWriter): string | undefined {
  switch (clause.clause) {
    case 'add column':
    case 'modify column': {
      const { column, checks } = clause
      const definition = { column, uniques: [], foreignKeys: [], checks }
      return columnCall(definition, sql, clause.clause === 'add column' ? 'addColumn' : 'modifyColumn')
    }
    case 'drop column':
      return `.dropColumn(${text(clause.column)})`
    case 'rename column':
      return `.renameColumn(${text(clause.from)}, ${text(clause.to)})`
    case 'drop default':
      return `.alterColumn(${text(clause.column)}, (column) => column.dropDefault())`
    default:
      return undefined
  }
}
