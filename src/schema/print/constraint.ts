import type { SqlWriter } from '../dialect.ts'
import type { NamedConstraint } from '../step.ts'
import { isName } from './code.ts'
import { checkCall, foreignKeyCall, primaryKeyCall, uniqueCall } from './create-table.ts'
import { checkSql, type ConstraintWriter, foreignKeySql, words } from './sql.ts'

/** `.addUniqueConstraint(…)` and the like; none where the builder has no words for it. */
export function constraintCall(constraint: NamedConstraint, sql: SqlWriter): string | undefined {
  switch (constraint.kind) {
    case 'primary_key':
      return constraint.include ? undefined : primaryKeyCall(constraint)
    case 'unique':
      return constraint.include ? undefined : uniqueCall(constraint, sql)
    case 'foreign_key':
      return isName(constraint.table) && !constraint.isFullMatch && !constraint.isNotValid
        ? foreignKeyCall(constraint)
        : undefined
    case 'check':
      return constraint.isOwn || constraint.isNotValid ? undefined : checkCall(constraint)
  }
}

/** A constraint as a table, or `alter table … add`, declares it. */
export function constraintSql(constraint: Unnamed<NamedConstraint>, sql: ConstraintWriter): string {
  const named = constraint.name === undefined ? '' : `constraint ${sql.identifier(constraint.name)}`
  const list = (columns: readonly string[]): string => columns.map(sql.identifier).join(', ')
  switch (constraint.kind) {
    case 'check':
      return checkSql(constraint, sql)
    case 'foreign_key': {
      const { name: _, ...reference } = constraint
      return words(named, `foreign key (${list(constraint.columns)})`, foreignKeySql(reference, sql))
    }
    case 'primary_key':
    case 'unique': {
      const { kind, columns, include, deferrable } = constraint
      const isOne = 'nullsNotDistinct' in constraint && constraint.nullsNotDistinct
      return words(
        named,
        kind.replace('_', ' '),
        isOne ? 'nulls not distinct' : '',
        `(${list(columns)})`,
        include ? `include (${list(include)})` : '',
        deferrable ? `deferrable initially ${deferrable}` : '',
      )
    }
  }
}

type Unnamed<Constraint> = Constraint extends unknown
  ? Omit<Constraint, 'name'> & { readonly name?: string | undefined }
  : never
