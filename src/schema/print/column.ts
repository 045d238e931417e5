import type { SqlWriter } from '../dialect.ts'
import type { Check, Column, ForeignKey, Identity, PrimaryKey, Unique } from '../schema.ts'
import { template, text } from './code.ts'
import { columnType } from './column-type.ts'
import { defaultValue } from './default-value.ts'
import type { ColumnDefinition } from './definition.ts'
import { checkSql, deferralSql, foreignKeySql, notNullSql, primaryKeySql, uniqueSql } from './sql.ts'

/** `.addColumn(…)`, with what the builder has no word for in `modifyEnd`. */
export function columnCall(
  definition: ColumnDefinition,
  sql: SqlWriter,
  method: 'addColumn' | 'modifyColumn' = 'addColumn',
): string {
  const { column, primaryKey, uniques, foreignKeys, checks } = definition
  const key = primaryKey && isPlain(primaryKey) ? primaryKey : undefined
  const unique = uniques.find(isPlain)
  const reference = foreignKeys.find(isReference)
  // What puts a foreign key off must follow it, and the builder has the check between them.
  const check = reference?.deferrable ? undefined : checks.find(isPlain)
  const ends = [
    reference ? deferralSql(reference) : '',
    primaryKey && !key ? primaryKeySql(primaryKey, sql) : '',
    !column.nullable && column.onConflict !== undefined ? notNullSql(column) : '',
    ...uniques.filter((other) => other !== unique).map((other) => uniqueSql(other, sql)),
    ...foreignKeys.filter((other) => other !== reference).map((other) => foreignKeySql(other, sql)),
    ...checks.filter((other) => other !== check).map((other) => checkSql(other, sql)),
    column.collation === undefined || sql.isWholeTable ? '' : sql.collation(column.collation),
    ...(sql.columnOptions?.(column) ?? []),
    column.counting !== undefined && column.identity !== 'serial'
      ? `generated ${column.identity} as identity (${column.counting})`
      : '',
  ]
  const calls = [
    // MySQL asks for it before what a column computes.
    column.collation === undefined || !sql.isWholeTable
      ? ''
      : `.modifyFront(${template(sql.collation(column.collation))})`,
    column.generated ? `.generatedAlwaysAs(${template(column.generated.expression)})` : '',
    column.generated?.stored ? '.stored()' : '',
    !column.nullable && column.onConflict === undefined ? '.notNull()' : '',
    column.default === undefined ? '' : `.defaultTo(${defaultValue(column.default, column.type, sql)})`,
    column.identity && column.counting === undefined ? (identityCalls[column.identity] ?? '') : '',
    unique ? '.unique()' : '',
    key ? '.primaryKey()' : '',
    key?.autoIncrement ? '.autoIncrement()' : '',
    check ? `.check(${template(check.expression)})` : '',
    reference ? `.references(${text(`${reference.table}.${reference.references[0]}`)})${actionCalls(reference)}` : '',
    ...ends.filter(Boolean).map((end) => `.modifyEnd(${template(end)})`),
  ].join('')
  return `.${method}(${text(column.name)}, ${columnType(typeOf(column), sql)}${calls && `, (column) => column${calls}`})`
}

/** PostgreSQL: a `serial` column says so by its type. */
const identityCalls: Readonly<Partial<Record<Identity, string>>> = {
  always: '.generatedAlwaysAsIdentity()',
  'by default': '.generatedByDefaultAsIdentity()',
  auto_increment: '.autoIncrement()',
}

const typeOf = ({ type, identity }: Column): string =>
  identity === 'serial' ? type.replace('integer', 'int').replace('int', 'serial') : type

/** What happens to the rows that refer to one that is deleted, or gets another key. */
export const actionCalls = ({ onDelete, onUpdate }: ForeignKey): string =>
  [
    onDelete === 'no action' ? '' : `.onDelete(${text(onDelete)})`,
    onUpdate === 'no action' ? '' : `.onUpdate(${text(onUpdate)})`,
  ].join('')

/** Whether the builder has a word for a constraint of one column. */
const isPlain = ({ name, ...constraint }: PrimaryKey | Unique | Check): boolean =>
  name === undefined && !['onConflict', 'modifiers', 'isOwn'].some((key) => key in constraint)

/** Whether `table.column` says it: the builder splits that at the dot, and trims. */
const isReference = ({ name, table, references: [column], isFullMatch }: ForeignKey): boolean =>
  name === undefined &&
  !isFullMatch &&
  column !== undefined &&
  [table, column].every((part) => !part.includes('.') && part.trim() === part)
