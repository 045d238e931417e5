import type fc from 'fast-check'
import { mysql } from '../../src/schema/mysql/dialect.ts'
import { literal } from '../../src/schema/mysql/identifier.ts'
import { isLong } from '../../src/schema/mysql/type.ts'
import type { Column, IndexColumn, Schema, Table } from '../../src/schema/schema.ts'
import { quote } from './mysql-support.ts'
import { type Pair, pairs, typeBefore } from './pairs.ts'
import { withKeyType } from './postgres-pairs.ts'
import { isConstant } from './random-expressions.ts'

/** The pairs of SQLite, as MySQL has their words for types and values. */
export const mysqlPairs: fc.Arbitrary<Pair> = pairs.map((pair) => {
  const [before, after] = [pair.before, pair.after].map(translate) as [Schema, Schema]
  const target = { ...after, tables: after.tables.map((table) => withLengths(withFeasibleTypes(table, before, pair))) }
  const fills = [...pair.fills.keys()].map((path): [string, string] => {
    const table = target.tables.find(({ name }) => path.startsWith(`${name}.`))
    const column = table?.columns.find(({ name }) => path === `${table.name}.${name}`)
    return [path, column ? fillFor(column, typeBefore(table!, column, before, pair)) : '1']
  })
  return {
    before: { ...before, tables: before.tables.map(withLengths) },
    after: target,
    renames: pair.renames,
    fills: new Map(fills),
  }
})

const translate = ({ tables, views }: Schema): Schema => ({
  engine: 'mysql',
  tables: tables.map((table) => translateTable(table, tables)),
  views: views.map((view) => ({ ...view, sql: inBackticks(view.sql) })),
})

const inBackticks = (sql: string): string => sql.replaceAll(/"([^"]*)"/g, (_, name: string) => quote(name))

const types: Readonly<Record<string, string>> = {
  '': 'longtext',
  any: 'text',
  text: 'varchar(60)',
  blob: 'varbinary(60)',
  real: 'double',
  integer: 'int',
  boolean: 'tinyint(1)',
  'numeric(10,2)': 'decimal(10,2)',
}

const translateTable = (table: Table, tables: readonly Table[]): Table => ({
  ...table,
  columns: table.columns.map((column) => translateColumn(withKeyType(column, table, tables, 'char(36)'), table)),
  ...(table.primaryKey && { primaryKey: { ...table.primaryKey, autoIncrement: false } }),
  uniques: [],
  indexes: [
    ...table.indexes.map(({ name, unique, columns }) => ({ name, unique, columns: plain(columns) })),
    ...table.uniques.map(({ columns }) => ({
      name: `${table.name}_${columns.join('_')}_key`,
      unique: true,
      columns: columns.map((column) => ({ column, descending: false })),
    })),
  ],
  checks: table.checks.map((check) => ({ ...check, expression: inBackticks(check.expression) })),
  triggers: table.triggers.map(({ name, sql }) => ({
    name,
    sql: inBackticks(sql).replace(/ BEGIN\n\s*(.*);\nEND/, ' FOR EACH ROW $1'),
  })),
  strict: false,
  withoutRowid: false,
})

/** MariaDB has no index on an expression: one has the column that it speaks of, once. */
const plain = (columns: readonly IndexColumn[]): IndexColumn[] => {
  const named = columns.map((one) => ('column' in one ? one.column : /"([^"]*)"/.exec(one.expression)![1]!))
  return [...new Set(named)].map((column, at) => ({ column, descending: columns[at]!.descending }))
}

/** An index has so much of a long text. */
const withLengths = (table: Table): Table => ({
  ...table,
  indexes: table.indexes.map((index) => ({
    ...index,
    columns: index.columns.map((column) => {
      const name = 'column' in column ? column.column : ''
      return isLong(table.columns.find((one) => one.name === name)!.type) ? { ...column, length: 20 } : column
    }),
  })),
})

function translateColumn({ collation, default: usual, ...column }: Column, { primaryKey }: Table): Column {
  const type = types[column.type] ?? column.type
  const isKey = primaryKey?.columns.includes(column.name) === true
  return {
    ...column,
    type,
    nullable: column.nullable && !isKey,
    ...(column.generated && {
      generated: { ...column.generated, expression: inBackticks(column.generated.expression) },
    }),
    ...(usual !== undefined && { default: defaultFor(usual, type) }),
    ...(collation !== undefined && { collation: 'utf8mb4_bin' }),
    ...(isKey && primaryKey.autoIncrement && { identity: 'auto_increment' }),
  }
}

function defaultFor(usual: string, type: string): string {
  switch (mysql.family(type)) {
    case 'number':
    case 'boolean':
      return usual
    case 'json':
      return "'{}'"
    case 'time':
      return 'current_timestamp'
    case 'text':
      if (isConstant(usual)) return usual
      if (usual.startsWith('strftime')) return "date_format(now(), '%Y')"
      return usual.startsWith("'") ? literal(usual.slice(1, -1).replaceAll("''", "'")) : "'now'"
    default:
      return "'a'"
  }
}

/** @param old the type that it had, and may have again */
function fillFor(column: Column, old: string): string {
  const [family, before] = [column.type, old].map(mysql.family)
  if (family === 'number' || family === 'boolean') return '1'
  if (family === 'time') return "'2026-01-01'"
  if (family === 'json' || before === 'json') return "'{}'"
  if (before === 'time') return "'2026-01-01'"
  return before === 'number' || before === 'boolean' ? "'1'" : "'filled'"
}

/** What rows have in a column is no number as a rule: such a column keeps its type. */
function withFeasibleTypes(table: Table, before: Schema, pair: Pair): Table {
  return {
    ...table,
    columns: table.columns.map((column): Column => {
      const type = typeBefore(table, column, before, pair)
      const [was, is] = [type, column.type].map(mysql.family)
      const isKey = [type, column.type].includes('char(36)')
      const { default: usual, ...rest } = column
      // What rows get by it can be what they had.
      if (was !== is && is === 'text' && usual !== undefined) return { ...column, default: fillFor(column, type) }
      if (was === is || isKey || is === 'text' || (was === 'boolean' && is === 'number')) return column
      return { ...rest, type, ...(usual !== undefined && { default: defaultFor(usual, type) }) }
    }),
  }
}
