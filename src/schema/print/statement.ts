import { columnDefinition, createTable } from '../sqlite/create-table.ts'
import { createIndex } from '../sqlite/create.ts'
import { identifier } from '../sqlite/identifier.ts'
import type { Step } from '../step.ts'
import { checkSql, foreignKeySql, words } from './sql.ts'

/** A step in SQL. */
export function statementOf(step: Step): string {
  switch (step.kind) {
    case 'createTable':
      return createTable(step.table)
    case 'dropTable':
      return `drop table ${identifier(step.table)}`
    case 'renameTable':
      return `${alter(step.from)} rename to ${identifier(step.to)}`
    case 'addColumn': {
      const { table, column, foreignKey, checks } = step
      const constraints = [foreignKey ? foreignKeySql(foreignKey) : '', ...checks.map(checkSql)]
      return `${alter(table)} add column ${words(columnDefinition(column), ...constraints)}`
    }
    case 'dropColumn':
      return `${alter(step.table)} drop column ${identifier(step.column)}`
    case 'renameColumn':
      return `${alter(step.table)} rename column ${identifier(step.from)} to ${identifier(step.to)}`
    case 'createIndex':
      return createIndex(step.table, step.index)
    case 'dropIndex':
      return `drop index ${identifier(step.index)}`
    case 'copyRows': {
      const columns = fillLines(step.values.map(({ column }) => identifier(column)))
      const values = fillLines(step.values.map(({ value }) => value))
      return `insert into ${identifier(step.to)} (${columns})\nselect ${values}\nfrom ${identifier(step.from)}`
    }
    case 'sql':
      return step.statement
  }
}

const alter = (table: string): string => `alter table ${identifier(table)}`

/** A list on as many lines as it needs. */
function fillLines(items: readonly string[]): string {
  const [first = '', ...others] = items
  let column = first.length
  return others.reduce((text, item) => {
    const breaks = column + item.length > width
    column = breaks ? item.length : column + item.length + 2
    return `${text},${breaks ? '\n  ' : ' '}${item}`
  }, first)
}

/** Of a list in a migration, where a line has 120 columns. */
const width = 90
