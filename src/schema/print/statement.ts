import type { SqlWriter } from '../dialect.ts'
import { quoteText } from '../sql/quote-text.ts'
import type { Step } from '../step.ts'
import { changeSql } from './column-change.ts'
import { constraintSql } from './constraint.ts'
import { checkSql, foreignKeySql, words } from './sql.ts'

/** A step in SQL. */
export function statementOf(step: Step, sql: SqlWriter): string {
  const { identifier } = sql
  const alter = (table: string): string => `alter table ${identifier(table)}`
  switch (step.kind) {
    case 'createTable':
      return sql.createTable(step.table)
    case 'dropTable':
      return `drop table ${identifier(step.table)}`
    case 'renameTable':
      return `${alter(step.from)} rename to ${identifier(step.to)}`
    case 'addColumn': {
      const { table, column, foreignKey, checks } = step
      const constraints = [
        foreignKey ? foreignKeySql(foreignKey, sql) : '',
        ...checks.map((check) => checkSql(check, sql)),
      ]
      return `${alter(table)} add column ${words(sql.columnDefinition(column), ...constraints)}`
    }
    case 'dropColumn':
      return `${alter(step.table)} drop column ${identifier(step.column)}`
    case 'renameColumn':
      return `${alter(step.table)} rename column ${identifier(step.from)} to ${identifier(step.to)}`
    case 'alterColumn':
      return `${alter(step.table)} ${changeSql(step, sql)}`
    case 'alterTable':
      return sql.alterTable!(step.table, step.clauses)
    case 'addConstraint':
      return `${alter(step.table)} add ${constraintSql(step.constraint, sql)}`
    case 'dropConstraint':
      return `${alter(step.table)} drop constraint ${identifier(step.constraint)}`
    case 'createEnum':
      return `create type ${identifier(step.type.name)} as enum (${step.type.values.map(quoteText).join(', ')})`
    case 'dropEnum':
      return `drop type ${identifier(step.type)}`
    case 'createIndex':
      return sql.createIndex(step.table, step.index)
    case 'dropIndex':
      return `drop index ${identifier(step.index)}${sql.isWholeTable ? ` on ${identifier(step.table)}` : ''}`
    case 'copyRows': {
      const columns = fillLines(step.values.map(({ column }) => identifier(column)))
      const values = fillLines(step.values.map(({ value }) => value))
      return `insert into ${identifier(step.to)} (${columns})\nselect ${values}\nfrom ${identifier(step.from)}`
    }
    case 'sql':
      return step.statement
  }
}

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
