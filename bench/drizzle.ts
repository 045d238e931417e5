import type { Column, Index, Table } from '../src/schema/schema.ts'

/** Tables as a schema of drizzle-orm, in one file, as drizzle-kit reads it quickest. */
export const drizzleSchema = (tables: readonly Table[]): string =>
  [
    `import { sql } from 'drizzle-orm'`,
    `import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'`,
    ...tables.map(tableOf),
  ].join('\n')

function tableOf(table: Table): string {
  const columns = table.columns.map((column) => `  ${column.name}: ${columnOf(column, table)},`)
  const extras = [
    ...table.indexes.map(indexOf),
    ...table.checks.map(({ expression }, i) => `check('${table.name}_${i}', sql.raw(${JSON.stringify(expression)}))`),
  ]
  return [
    `export const ${table.name} = sqliteTable('${table.name}', {`,
    ...columns,
    `}, (t) => [`,
    ...extras.map((extra) => `  ${extra},`),
    `])`,
  ].join('\n')
}

function columnOf({ name, type, nullable, default: usual }: Column, { primaryKey, foreignKeys }: Table): string {
  if (primaryKey?.columns.includes(name)) return `integer('${name}').primaryKey({ autoIncrement: true })`
  const reference = foreignKeys.find(({ columns }) => columns[0] === name)
  return [
    `${type === 'integer' ? 'integer' : 'text'}('${name}')`,
    ...(nullable ? [] : ['.notNull()']),
    ...(usual === undefined ? [] : [`.default(sql.raw(${JSON.stringify(`(${usual})`)}))`]),
    ...(reference ? [`.references(() => ${reference.table}.id, { onDelete: '${reference.onDelete}' })`] : []),
  ].join('')
}

function indexOf({ name, columns, unique }: Index): string {
  const list = columns.map((column) => ('column' in column ? `t.${column.column}` : `sql.raw('${column.expression}')`))
  return `${unique ? 'uniqueIndex' : 'index'}('${name}').on(${list.join(', ')})`
}
