import type { DatabaseSync } from 'node:sqlite'
import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import { quote } from '../../src/schema/sqlite/identifier.ts'

const count = 4

/** Puts rows into each table that keep to all of its constraints; references lead to rows that are there. */
export function fillWithRows(database: DatabaseSync, { tables }: Schema): void {
  database.exec('pragma foreign_keys = off')
  for (const table of tables) {
    const columns = table.columns.filter(({ generated }) => !generated)
    const names = columns.map(({ name }) => quote(name)).join(', ')
    for (let number = 1; number <= count; number++) {
      const values = columns.map((column) => valueOf(column, table, tables, number))
      database.exec(`insert into ${quote(table.name)} (${names}) values (${values.join(', ')})`)
    }
  }
  database.exec('pragma foreign_keys = on')
}

function valueOf(column: Column, table: Table, tables: readonly Table[], number: number): string {
  const { name, type, nullable } = column
  const isKey = table.primaryKey?.columns.includes(name) === true
  const key = table.foreignKeys.find(({ columns }) => columns.includes(name))
  if (nullable && !isKey && number === 3) return 'null'
  if (key) {
    const target = tables.find((one) => one.name === key.table)!
    return keyValue(
      target.columns.find((one) => one.name === key.references[0])!,
      ((number + 1) % count) + 1,
    )
  }
  if (isKey) return keyValue(column, number)
  const check = table.checks.find(({ expression }) => expression.includes(`"${name}"`))
  if (check && type === 'text') return `'${name}${(number % 2) + 1}'`
  if (type === 'boolean') return String(number % 2)
  if (type === 'json') return `'{"n":${number}}'`
  if (type === 'blob') return `x'0${number}ff'`
  if (type === 'real') return `${number}.5`
  if (['text', 'varchar(20)', 'datetime', '', 'any'].includes(type)) return `'${name} ${number} ''quoted'' é'`
  return String(number * 10)
}

/** A text is a UUID, which may become a number. */
const keyValue = ({ type }: Column, number: number): string =>
  type === 'text' ? `'00000000-0000-8000-8000-00000000000${number}'` : String(number)
