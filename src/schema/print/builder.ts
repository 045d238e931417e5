import type { Step } from '../step.ts'
import { text } from './code.ts'
import { columnCall } from './column.ts'
import { createIndexCalls } from './create-index.ts'
import { createTableCalls, hasCalls } from './create-table.ts'
import { define, defineColumn } from './definition.ts'

/** The calls of Kysely's schema builder that make a step; none where it has no words for it. */
export function builderCalls(step: Step): string | undefined {
  switch (step.kind) {
    case 'createTable': {
      const table = define(step.table)
      const names = [table.name, ...table.foreignKeys.map((key) => key.table)]
      return names.every(isName) && hasCalls(table) ? createTableCalls(table) : undefined
    }
    case 'dropTable':
      return isName(step.table) ? `.dropTable(${text(step.table)})` : undefined
    case 'renameTable':
      return isName(step.to) ? alter(step.from, `.renameTo(${text(step.to)})`) : undefined
    case 'addColumn':
      return alter(step.table, columnCall(defineColumn(step)))
    case 'dropColumn':
      return alter(step.table, `.dropColumn(${text(step.column)})`)
    case 'renameColumn':
      return alter(step.table, `.renameColumn(${text(step.from)}, ${text(step.to)})`)
    case 'createIndex':
      return isName(step.table) ? createIndexCalls(step.table, step.index) : undefined
    case 'dropIndex':
      return `.dropIndex(${text(step.index)})`
    case 'copyRows':
    case 'sql':
      return undefined
  }
}

const alter = (table: string, call: string): string | undefined =>
  isName(table) ? `.alterTable(${text(table)})${call}` : undefined

/** The builder takes what stands before a dot for a schema. */
const isName = (table: string): boolean => !table.includes('.')
