import type { SqlWriter } from '../dialect.ts'
import type { ColumnChange, Step } from '../step.ts'
import { text } from './code.ts'
import { columnType } from './column-type.ts'
import { defaultValue } from './default-value.ts'
import { words } from './sql.ts'

type AlterColumn = Extract<Step, { readonly kind: 'alterColumn' }>

/** `.alterColumn(…)`; none where the builder has no words for it. */
export function changeCall({ column, change }: AlterColumn, sql: SqlWriter): string | undefined {
  const call = callOf(change, sql)
  return call && `.alterColumn(${text(column)}, (column) => column${call})`
}

function callOf(change: ColumnChange, sql: SqlWriter): string | undefined {
  if ('drop' in change) return change.drop === 'default' ? '.dropDefault()' : '.dropNotNull()'
  if (change.set === 'not null') return '.setNotNull()'
  if (change.set === 'default') return `.setDefault(${defaultValue(change.default, change.type, sql)})`
  const isPlain = change.using === undefined && change.collation === undefined
  return isPlain ? `.setDataType(${columnType(change.type, sql)})` : undefined
}

/** The change in SQL. */
export function changeSql({ column, change }: AlterColumn, sql: SqlWriter): string {
  const alter = `alter column ${sql.identifier(column)}`
  if ('drop' in change) return `${alter} drop ${change.drop}`
  if (change.set === 'not null') return `${alter} set not null`
  if (change.set === 'default') return `${alter} set default ${sql.default(change.default)}`
  return words(
    `${alter} type ${sql.type(change.type)}`,
    change.collation === undefined ? '' : sql.collation(change.collation),
    change.using === undefined ? '' : `using ${change.using}`,
  )
}
