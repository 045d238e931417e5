import type { Check, ForeignKey, PrimaryKey, Unique } from '../schema.ts'
import type { NamedConstraint, Step } from '../step.ts'
import { defaultName } from './default-name.ts'
import { identifier } from './identifier.ts'

type Constraint =
  | ({ readonly kind: 'primary_key' } & PrimaryKey)
  | ({ readonly kind: 'unique' } & Unique)
  | ({ readonly kind: 'foreign_key' } & ForeignKey)
  | ({ readonly kind: 'check' } & Check)

/** A constraint by the name that it has, or that PostgreSQL would give it. */
export function nameConstraint(constraint: Constraint, table: string): NamedConstraint {
  const { kind } = constraint
  const columns =
    'columns' in constraint ? constraint.columns : constraint.column === undefined ? [] : [constraint.column]
  return { ...constraint, name: constraint.name ?? constraint.givenName ?? defaultName(table, columns, kind) }
}

export const addConstraint = (table: string, constraint: Constraint): Step => ({
  kind: 'addConstraint',
  table,
  constraint: nameConstraint(constraint, table),
})

export const dropConstraint = (table: string, constraint: Constraint): Step => ({
  kind: 'dropConstraint',
  table,
  constraint: nameConstraint(constraint, table).name,
})

/** Rows from before are looked at, and everybody may write meanwhile. */
export const validateConstraint = (table: string, constraint: Constraint): Step => ({
  kind: 'sql',
  statement: `alter table ${identifier(table)} validate constraint ${identifier(nameConstraint(constraint, table).name)}`,
})
