import type { SqlWriter } from '../dialect.ts'
import type { Step } from '../step.ts'
import { alterTableCalls } from './alter-table.ts'
import { isName, text, texts } from './code.ts'
import { changeCall } from './column-change.ts'
import { columnCall } from './column.ts'
import { constraintCall } from './constraint.ts'
import { createIndexCalls, hasWords } from './create-index.ts'
import { createTableCalls, hasCalls } from './create-table.ts'
import { define, defineColumn } from './definition.ts'

/** The calls of Kysely's schema builder that make a step; none where it has no words for it. */
export function builderCalls(step: Step, sql: SqlWriter): string | undefined {
  switch (step.kind) {
    case 'createTable': {
      const table = define(step.table, sql)
      const names = [table.name, ...table.foreignKeys.map((key) => key.table)]
      return names.every(isName) && hasCalls(table) ? createTableCalls(table, sql) : undefined
    }
    case 'dropTable':
      return isName(step.table) ? `.dropTable(${text(step.table)})` : undefined
    case 'renameTable':
      return isName(step.to) ? alter(step.from, `.renameTo(${text(step.to)})`) : undefined
    case 'addColumn':
      return alter(step.table, columnCall(defineColumn(step), sql))
    case 'dropColumn':
      return alter(step.table, `.dropColumn(${text(step.column)})`)
    case 'alterColumn':
      return alter(step.table, changeCall(step, sql))
    case 'renameColumn':
      return alter(step.table, `.renameColumn(${text(step.from)}, ${text(step.to)})`)
    case 'addConstraint':
      return alter(step.table, constraintCall(step.constraint, sql))
    case 'dropConstraint':
      return alter(step.table, `.dropConstraint(${text(step.constraint)})`)
    case 'createIndex':
      return isName(step.table) && hasWords(step.index) ? createIndexCalls(step.table, step.index, sql) : undefined
    case 'dropIndex':
      return `.dropIndex(${text(step.index)})${sql.isWholeTable ? `.on(${text(step.table)})` : ''}`
    case 'createEnum':
      return isName(step.type.name)
        ? `.createType(${text(step.type.name)}).asEnum(${texts(step.type.values)})`
        : undefined
    case 'dropEnum':
      return isName(step.type) ? `.dropType(${text(step.type)})` : undefined
    case 'alterTable':
      return isName(step.table) ? alterTableCalls(step, sql) : undefined
    case 'copyRows':
    case 'sql':
      return undefined
  }
}

const alter = (table: string, call: string | undefined): string | undefined =>
  isName(table) && call !== undefined ? `.alterTable(${text(table)})${call}` : undefined
