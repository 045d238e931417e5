import type { Dialect } from './dialect.ts'
import type { Check, ForeignKey, Index, IndexColumn, PrimaryKey, Trigger, Unique } from './schema.ts'

type Names = Pick<Dialect, 'nameKey'>
type Expressions = Pick<Dialect, 'nameKey' | 'sameExpression'>

/** A constraint that was given no name is the same as one with any. */
const sameName = (one: string | undefined, other: string | undefined, { nameKey }: Names): boolean =>
  one === undefined || other === undefined || nameKey(one) === nameKey(other)

export const sameColumnNames = (one: readonly string[], other: readonly string[], { nameKey }: Names): boolean =>
  one.length === other.length && one.every((name, index) => nameKey(name) === nameKey(other[index]!))

export const sameUnique =
  (dialect: Names) =>
  (one: Unique, other: Unique): boolean =>
    sameColumnNames(one.columns, other.columns, dialect) &&
    one.modifiers?.join() === other.modifiers?.join() &&
    one.onConflict === other.onConflict &&
    one.nullsNotDistinct === other.nullsNotDistinct &&
    sameKeyOptions(one, other) &&
    sameName(one.name, other.name, dialect)

export const sameKeyOptions = (one: PrimaryKey | Unique, other: PrimaryKey | Unique): boolean =>
  one.deferrable === other.deferrable && one.include?.join() === other.include?.join()

export const sameForeignKey =
  (dialect: Names) =>
  (one: ForeignKey, other: ForeignKey): boolean =>
    sameColumnNames(one.columns, other.columns, dialect) &&
    dialect.nameKey(one.table) === dialect.nameKey(other.table) &&
    sameColumnNames(one.references, other.references, dialect) &&
    one.onDelete === other.onDelete &&
    one.onUpdate === other.onUpdate &&
    one.deferrable === other.deferrable &&
    one.isFullMatch === other.isFullMatch &&
    isOpen(one) === isOpen(other) &&
    sameName(one.name, other.name, dialect)

/** As it is once the rows from before have been looked at, too. */
export const closed = <Item extends Check | ForeignKey>(item: Item): Item => ({ ...item, isNotValid: false })

/** Whether old rows may break it. */
export const isOpen = ({ isNotValid = false }: Check | ForeignKey): boolean => isNotValid

export const sameCheck =
  (dialect: Expressions) =>
  (one: Check, other: Check): boolean =>
    dialect.sameExpression(one.expression, other.expression) &&
    one.isOwn === other.isOwn &&
    isOpen(one) === isOpen(other) &&
    sameName(one.name, other.name, dialect)

export const sameIndex = (dialect: Dialect) => {
  const sameDefinition = sameIndexDefinition(dialect)
  return (one: Index, other: Index): boolean => one.name === other.name && sameDefinition(one, other)
}

/** Whether two indexes do the same, whatever they are called. */
export const sameIndexDefinition =
  (dialect: Expressions) =>
  (one: Index, other: Index): boolean =>
    one.unique === other.unique &&
    one.method === other.method &&
    one.nullsNotDistinct === other.nullsNotDistinct &&
    one.include?.join() === other.include?.join() &&
    one.options?.join() === other.options?.join() &&
    one.columns.length === other.columns.length &&
    one.columns.every((column, index) => sameIndexColumn(column, other.columns[index]!, dialect)) &&
    (one.where === undefined || other.where === undefined
      ? one.where === other.where
      : dialect.sameExpression(one.where, other.where))

function sameIndexColumn(one: IndexColumn, other: IndexColumn, dialect: Expressions): boolean {
  if (one.descending !== other.descending || one.collation !== other.collation || one.length !== other.length)
    return false
  if (one.opclass !== other.opclass || one.nulls !== other.nulls) return false
  if ('column' in one) return 'column' in other && dialect.nameKey(one.column) === dialect.nameKey(other.column)
  return 'expression' in other && dialect.sameExpression(one.expression, other.expression)
}

export const sameTrigger =
  ({ sameExpression }: Dialect) =>
  (one: Trigger, other: Trigger): boolean =>
    one.name === other.name &&
    one.kind === other.kind &&
    one.state === other.state &&
    sameExpression(one.sql, other.sql)
