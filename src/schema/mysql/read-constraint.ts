import { constraintName } from '../constraint-name.ts'
import type { Action, Check, ForeignKey, Index, IndexColumn, Named, PrimaryKey } from '../schema.ts'
import type { CheckRow, ForeignKeyRow, IndexRow } from './catalogue.ts'
import { mentions } from './expression.ts'
import { literal } from './identifier.ts'
import { readExpression } from './read-expression.ts'

/** @param rows of its columns, in order */
export function primaryKeyOf(rows: readonly IndexRow[]): PrimaryKey {
  const lengths = rows.map(({ length }) => (length === null ? '' : `(${length})`))
  return {
    columns: rows.map(({ column }) => column!),
    autoIncrement: false,
    ...(lengths.some(Boolean) && { modifiers: lengths }),
  }
}

/** @param rows of its columns, in order */
export function indexOf(rows: readonly IndexRow[], isMariaDb: boolean): Index {
  const { name, nonunique, comment, hidden, method } = rows[0]!
  const kind = method.toLowerCase()
  const options = [
    ...(comment === '' ? [] : [`comment ${literal(comment)}`]),
    ...(hidden === 'YES' ? [isMariaDb ? 'ignored' : 'invisible'] : []),
  ]
  return {
    name,
    unique: Number(nonunique) === 0,
    columns: rows.map((row): IndexColumn => ({
      ...(row.column === null ? { expression: readExpression(row.expression!, isMariaDb) } : { column: row.column }),
      descending: row.direction === 'D',
      // Of what is spatial, it says how many bytes an index has.
      ...(row.length !== null && kind !== 'spatial' && { length: row.length }),
    })),
    // By a hash, MariaDB tells texts apart that are too long for an index.
    ...(['fulltext', 'spatial', 'hash'].includes(kind) && { method: kind }),
    ...(options.length > 0 && { options }),
  }
}

/** InnoDB refuses at once in any case: `restrict` and `no action` are one. */
const actions: Readonly<Record<string, Action>> = {
  cascade: 'cascade',
  'set null': 'set null',
  'set default': 'set default',
}

/** @param rows of its columns, in order */
export function foreignKeyOf(rows: readonly ForeignKeyRow[]): ForeignKey {
  const { table, name, target, ondelete, onupdate } = rows[0]!
  const columns = rows.map(({ column }) => column)
  const isDefault = isNumbered(name, `${table}_ibfk`) || name === constraintName(table, columns, 'foreign_key')
  return {
    ...named(name, isDefault),
    columns,
    table: target,
    references: rows.map(({ reference }) => reference),
    onDelete: actions[ondelete.toLowerCase()] ?? 'restrict',
    onUpdate: actions[onupdate.toLowerCase()] ?? 'no action',
  }
}

/** @param columns of its table */
export function checkOf(
  { table, name, level, ...row }: CheckRow,
  columns: readonly string[],
  isMariaDb: boolean,
): Check {
  const expression = readExpression(row.expression, isMariaDb)
  const [only, ...others] = columns.filter((column) => mentions(expression, column))
  // It has the name of its column, or had it before a rename.
  if (level === 'Column')
    return { expression, column: others.length === 0 && only !== undefined ? only : name, isInline: true }
  const isDefault =
    isNumbered(name, 'CONSTRAINT') ||
    isNumbered(name, `${table}_chk`) ||
    [[], ...columns.map((column) => [column])].some((list) => {
      const usual = constraintName(table, list, 'check')
      return name === usual || isNumbered(name, usual)
    })
  return {
    ...named(name, isDefault),
    expression,
    ...(only !== undefined && others.length === 0 && { column: only }),
  }
}

/** A name that nobody chose says nothing. */
const named = (name: string, isDefault: boolean): Named => (isDefault ? { givenName: name } : { name })

const isNumbered = (name: string, base: string): boolean =>
  name.startsWith(`${base}_`) && /^\d+$/.test(name.slice(base.length + 1))
