import type { Check, ForeignKey, PrimaryKey, Unique } from '../schema.ts'
import { printCollation } from '../sqlite/column-text.ts'
import { template, text } from './code.ts'
import { columnType } from './column-type.ts'
import { defaultValue } from './default-value.ts'
import type { ColumnDefinition } from './definition.ts'
import { checkSql, deferralSql, foreignKeySql, notNullSql, primaryKeySql, uniqueSql } from './sql.ts'

/** `.addColumn(…)`, with what the builder has no word for in `modifyEnd`. */
export function columnCall({ column, primaryKey, uniques, foreignKeys, checks }: ColumnDefinition): string {
  const key = primaryKey && isPlain(primaryKey) ? primaryKey : undefined
  const unique = uniques.find(isPlain)
  const reference = foreignKeys.find(isReference)
  // What puts a foreign key off must follow it, and the builder has the check between them.
  const check = reference?.deferrable ? undefined : checks.find(isPlain)
  const ends = [
    reference ? deferralSql(reference) : '',
    primaryKey && !key ? primaryKeySql(primaryKey) : '',
    !column.nullable && column.onConflict !== undefined ? notNullSql(column) : '',
    ...uniques.filter((other) => other !== unique).map(uniqueSql),
    ...foreignKeys.filter((other) => other !== reference).map(foreignKeySql),
    ...checks.filter((other) => other !== check).map(checkSql),
    column.collation === undefined ? '' : printCollation(column.collation),
  ]
  const calls = [
    column.generated ? `.generatedAlwaysAs(${template(column.generated.expression)})` : '',
    column.generated?.stored ? '.stored()' : '',
    !column.nullable && column.onConflict === undefined ? '.notNull()' : '',
    column.default === undefined ? '' : `.defaultTo(${defaultValue(column.default, column.type)})`,
    unique ? '.unique()' : '',
    key ? '.primaryKey()' : '',
    key?.autoIncrement ? '.autoIncrement()' : '',
    check ? `.check(${template(check.expression)})` : '',
    reference ? `.references(${text(`${reference.table}.${reference.references[0]}`)})${actionCalls(reference)}` : '',
    ...ends.filter(Boolean).map((end) => `.modifyEnd(${template(end)})`),
  ].join('')
  return `.addColumn(${text(column.name)}, ${columnType(column.type)}${calls && `, (column) => column${calls}`})`
}

/** What happens to the rows that refer to one that is deleted, or gets another key. */
export const actionCalls = ({ onDelete, onUpdate }: ForeignKey): string =>
  [
    onDelete === 'no action' ? '' : `.onDelete(${text(onDelete)})`,
    onUpdate === 'no action' ? '' : `.onUpdate(${text(onUpdate)})`,
  ].join('')

/** Whether the builder has a word for a constraint of one column. */
const isPlain = ({ name, ...constraint }: PrimaryKey | Unique | Check): boolean =>
  name === undefined && !('onConflict' in constraint) && !('modifiers' in constraint)

/** Whether `table.column` says it: the builder splits that at the dot, and trims. */
const isReference = ({ name, table, references: [column] }: ForeignKey): boolean =>
  name === undefined &&
  column !== undefined &&
  [table, column].every((part) => !part.includes('.') && part.trim() === part)
