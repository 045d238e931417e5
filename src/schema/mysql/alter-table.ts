import { constraintSql } from '../print/constraint.ts'
import { checkSql } from '../print/sql.ts'
import type { AlterClause } from '../step.ts'
import { indexDefinition } from './create-index.ts'
import { columnDefinition, primaryKeySql, references } from './create-table.ts'
import { identifier } from './identifier.ts'

const words = { identifier, references }

/** `alter table …`: several things stand on lines of their own. */
export function alterTable(table: string, clauses: readonly AlterClause[]): string {
  const alter = `alter table ${identifier(table)}`
  const texts = clauses.map(clauseSql)
  return texts.length === 1 ? `${alter} ${texts[0]}` : `${alter}\n  ${texts.join(',\n  ')}`
}

function clauseSql(clause: AlterClause): string {
  switch (clause.clause) {
    case 'add column':
    case 'modify column': {
      const checks = clause.checks.map((check) => checkSql(check, words))
      return `${clause.clause} ${[columnDefinition(clause.column), ...checks].join(' ')}`
    }
    case 'drop column':
      return `drop column ${identifier(clause.column)}`
    case 'rename column':
      return `rename column ${identifier(clause.from)} to ${identifier(clause.to)}`
    case 'drop default':
      return `alter column ${identifier(clause.column)} drop default`
    case 'add index':
      return `add ${indexDefinition(clause.index)}`
    case 'drop index':
      return `drop index ${identifier(clause.index)}`
    case 'add constraint':
      return `add ${constraintSql(clause.constraint, words)}`
    case 'drop constraint':
      return `drop constraint ${identifier(clause.constraint)}`
    case 'add primary key':
      return `add ${primaryKeySql(clause.key)}`
    case 'drop primary key':
      return 'drop primary key'
    case 'option':
      return clause.option
  }
}
