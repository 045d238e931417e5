import type { ConstraintKind } from '../constraint-name.ts'
import type { SqlWriter } from '../dialect.ts'
import type { Check, ForeignKey, PrimaryKey, Table, Unique } from '../schema.ts'

export type Constraint = PrimaryKey | Unique | ForeignKey | Check

/**
 * Gives a name to each constraint that has none and is written after the columns: those of several columns, and the
 * checks of no column. A table that is first made under another name keeps its own in them this way.
 */
export function nameConstraints(table: Table, sql: Namer): Table {
  const { primaryKey, uniques, foreignKeys, checks } = table
  const constraints: Constraint[] = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks]
  const taken = new Set(constraints.flatMap(({ name }) => name ?? []))
  const named = <Item extends Constraint>(constraint: Item, kind: ConstraintKind): Item => {
    if (constraint.name !== undefined || columnOf(constraint, table, sql) !== undefined) return constraint
    const columns = kind === 'primary_key' ? [] : columnsOf(constraint, sql)
    const name = constraint.givenName ?? sql.constraintName(table.name, columns, kind, taken)
    taken.add(name)
    return { ...constraint, name }
  }
  return {
    ...table,
    ...(primaryKey && { primaryKey: named(primaryKey, 'primary_key') }),
    uniques: uniques.map((unique) => named(unique, 'unique')),
    foreignKeys: foreignKeys.map((key) => named(key, 'foreign_key')),
    checks: checks.map((check) => named(check, 'check')),
  }
}

type Namer = Pick<SqlWriter, 'constraintName' | 'isWholeTable'>

const columnsOf = (constraint: Constraint, { isWholeTable }: Namer): readonly string[] => {
  if ('columns' in constraint) return constraint.columns
  return isWholeTable && constraint.column !== undefined ? [constraint.column] : []
}

/** The column that a constraint is written with: its only one, where there is no name or no other way to say it. */
export function columnOf(
  constraint: Constraint,
  { columns }: Table,
  { isWholeTable }: Pick<SqlWriter, 'isWholeTable'> = {},
): string | undefined {
  if (isWholeTable && !('autoIncrement' in constraint)) return isInline(constraint) ? constraint.column : undefined
  const [only, ...others] = 'columns' in constraint ? constraint.columns : [constraint.column]
  if (others.length > 0 || isOfTable(constraint)) return undefined
  if (constraint.name !== undefined && !isOfColumn(constraint)) return undefined
  return columns.find(({ name }) => name === only)?.name
}

/** MariaDB: whether a check is part of its column. */
const isInline = (constraint: Constraint): constraint is Check => 'isInline' in constraint

/** SQLite: a collation of its own, and the direction of what is unique, are said after the columns; options are, too. */
function isOfTable(constraint: Constraint): boolean {
  if ('include' in constraint || 'nullsNotDistinct' in constraint || 'isFullMatch' in constraint) return true
  if ('deferrable' in constraint && !('references' in constraint)) return true
  if (!('modifiers' in constraint)) return false
  return !('autoIncrement' in constraint) || constraint.modifiers?.[0] !== 'desc'
}

/** What only a column can be declared with, or has words for in the builder. */
const isOfColumn = (constraint: Constraint): boolean =>
  ('autoIncrement' in constraint && (constraint.autoIncrement || constraint.modifiers !== undefined)) ||
  ('onConflict' in constraint && constraint.onConflict !== undefined) ||
  ('references' in constraint && constraint.references.length === 0)
