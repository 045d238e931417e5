import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import { quote, type Server, valueOf } from './mysql-support.ts'

const count = 4

/** Puts rows into each table that keep to all of its constraints; references lead to rows that are there. */
export async function fillWithRows(server: Server, { tables }: Schema): Promise<void> {
  await server.exec('set foreign_key_checks = 0')
  for (const table of tables) {
    const columns = table.columns.filter(({ generated }) => !generated)
    const names = columns.map(({ name }) => quote(name)).join(', ')
    for (let number = 1; number <= count; number++) {
      const values = columns.map((column) => cell(column, table, tables, number)).join(', ')
      await server.exec(`insert into ${quote(table.name)} (${names}) values (${values})`)
    }
  }
  await server.exec('set foreign_key_checks = 1')
}

function cell(column: Column, table: Table, tables: readonly Table[], number: number): string {
  const { name, type, nullable } = column
  const isKey = table.primaryKey?.columns.includes(name) === true
  const key = table.foreignKeys.find(({ columns }) => columns.includes(name))
  if (nullable && !isKey && number === 3) return 'null'
  if (key) {
    const target = tables.find((one) => one.name === key.table)!
    return valueOf(target.columns.find((one) => one.name === key.references[0])!.type, ((number + 1) % count) + 1)
  }
  const isListed = table.checks.some(({ expression }) => expression.includes(`${quote(name)} in`))
  return isListed ? `'${name}${(number % 2) + 1}'` : valueOf(type, number)
}
