import type { ConstraintKind } from '../constraint-name.ts'
import type { Action, Check, Deferrable, ForeignKey, Named, PrimaryKey, Unique } from '../schema.ts'
import type { ConstraintRow } from './catalogue.ts'
import { isDefaultName } from './default-name.ts'
import { readExpression } from './lists.ts'

export const primaryKeyOf = (row: ConstraintRow): PrimaryKey => ({
  ...named(row, [], 'primary_key'),
  columns: row.columns!,
  autoIncrement: false,
  ...keyOptions(row),
})

export const uniqueOf = (row: ConstraintRow): Unique => ({
  ...named(row, row.columns!, 'unique'),
  columns: row.columns!,
  ...keyOptions(row),
  ...(row.nullsnotdistinct && { nullsNotDistinct: true }),
})

export const foreignKeyOf = (row: ConstraintRow): ForeignKey => ({
  ...named(row, row.columns!, 'foreign_key'),
  columns: row.columns!,
  table: row.target!,
  references: row.references!,
  onDelete: actions[row.ondelete]!,
  onUpdate: actions[row.onupdate]!,
  ...deferrable(row),
  ...(row.match === 'f' && { isFullMatch: true }),
  ...(!row.valid && { isNotValid: true }),
})

export function checkOf(row: ConstraintRow): Check {
  const columns = row.columns?.length === 1 ? row.columns : []
  return {
    ...named(row, columns, 'check'),
    expression: readExpression(row.expression!),
    ...(columns[0] !== undefined && { column: columns[0] }),
    ...(row.own && { isOwn: true }),
    ...(!row.valid && { isNotValid: true }),
  }
}

const actions: Readonly<Record<string, Action>> = {
  a: 'no action',
  r: 'restrict',
  c: 'cascade',
  n: 'set null',
  d: 'set default',
}

const named = ({ name, table }: ConstraintRow, columns: readonly string[], kind: ConstraintKind): Named =>
  isDefaultName(name, table, columns, kind) ? { givenName: name } : { name }

const deferrable = (row: ConstraintRow): { readonly deferrable?: Deferrable } =>
  row.deferrable ? { deferrable: row.deferred ? 'deferred' : 'immediate' } : {}

const keyOptions = (row: ConstraintRow): Pick<Unique, 'deferrable' | 'include'> => ({
  ...deferrable(row),
  ...(row.include && { include: row.include }),
})
