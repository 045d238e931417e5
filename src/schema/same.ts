import type { Dialect } from './dialect.ts'
import type { Check, ForeignKey, Index, IndexColumn, Trigger, Unique } from './schema.ts'

/** A constraint that was given no name is the same as one with any. */
const sameName = (one: string | undefined, other: string | undefined, { nameKey }: Dialect): boolean =>
  one === undefined || other === undefined || nameKey(one) === nameKey(other)

export const sameColumnNames = (one: readonly string[], other: readonly string[], { nameKey }: Dialect): boolean =>
  one.length === other.length && one.every((name, index) => nameKey(name) === nameKey(other[index]!))

export const sameUnique =
  (dialect: Dialect) =>
  (one: Unique, other: Unique): boolean =>
    sameColumnNames(one.columns, other.columns, dialect) &&
    one.modifiers?.join() === other.modifiers?.join() &&
    one.onConflict === other.onConflict &&
    sameName(one.name, other.name, dialect)

export const sameForeignKey =
  (dialect: Dialect) =>
  (one: ForeignKey, other: ForeignKey): boolean =>
    sameColumnNames(one.columns, other.columns, dialect) &&
    dialect.nameKey(one.table) === dialect.nameKey(other.table) &&
    sameColumnNames(one.references, other.references, dialect) &&
    one.onDelete === other.onDelete &&
    one.onUpdate === other.onUpdate &&
    one.deferrable === other.deferrable &&
    sameName(one.name, other.name, dialect)

export const sameCheck =
  (dialect: Dialect) =>
  (one: Check, other: Check): boolean =>
    dialect.sameExpression(one.expression, other.expression) && sameName(one.name, other.name, dialect)

export const sameIndex = (dialect: Dialect) => {
  const sameDefinition = sameIndexDefinition(dialect)
  return (one: Index, other: Index): boolean => one.name === other.name && sameDefinition(one, other)
}

/** Whether two indexes do the same, whatever they are called. */
export const sameIndexDefinition =
  (dialect: Dialect) =>
  (one: Index, other: Index): boolean =>
    one.unique === other.unique &&
    one.columns.length === other.columns.length &&
    one.columns.every((column, index) => sameIndexColumn(column, other.columns[index]!, dialect)) &&
    (one.where === undefined || other.where === undefined
      ? one.where === other.where
      : dialect.sameExpression(one.where, other.where))

function sameIndexColumn(one: IndexColumn, other: IndexColumn, dialect: Dialect): boolean {
  if (one.descending !== other.descending || one.collation !== other.collation) return false
  if ('column' in one) return 'column' in other && dialect.nameKey(one.column) === dialect.nameKey(other.column)
  return 'expression' in other && dialect.sameExpression(one.expression, other.expression)
}

export const sameTrigger =
  ({ sameExpression }: Dialect) =>
  (one: Trigger, other: Trigger): boolean =>
    one.name === other.name && sameExpression(one.sql, other.sql)
