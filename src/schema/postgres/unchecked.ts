import type { Table } from '../schema.ts'
import type { Reference } from '../split-references.ts'
import type { Step } from '../step.ts'
import { addConstraint } from './name-constraint.ts'

/** A table without what its rows may break: within `create table` it would count as checked. */
export const withoutUnchecked = (table: Table): Table => ({
  ...table,
  foreignKeys: table.foreignKeys.filter(({ isNotValid }) => !isNotValid),
  checks: table.checks.filter(({ isNotValid }) => !isNotValid),
})

export const uncheckedReferences = ({ name, foreignKeys }: Table): Reference[] =>
  foreignKeys.filter(({ isNotValid }) => isNotValid).map((key) => ({ table: name, key }))

export const uncheckedChecks = ({ name, checks }: Table): Step[] =>
  checks.filter(({ isNotValid }) => isNotValid).map((check) => addConstraint(name, { kind: 'check', ...check }))
