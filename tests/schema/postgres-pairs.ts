import type fc from 'fast-check'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import { type Pair, pairs } from './pairs.ts'

/** The pairs of SQLite, as PostgreSQL has their words for types and values. */
export const postgresPairs: fc.Arbitrary<Pair> = pairs.map((pair) => {
  const [before, after] = [translate(pair.before), translate(pair.after)]
  const target = { ...after, tables: after.tables.map((table) => withFeasibleTypes(table, before, pair)) }
  const fills = [...pair.fills.keys()].map((path): [string, string] => {
    const table = target.tables.find(({ name }) => path.startsWith(`${name}.`))
    const column = table?.columns.find(({ name }) => path === `${table.name}.${name}`)
    return [path, column ? fillFor(column) : '1']
  })
  return { before, after: target, renames: pair.renames, fills: new Map(fills) }
})

const translate = ({ tables, views }: Schema): Schema => ({
  engine: 'postgres',
  tables: tables.map(translateTable),
  views,
})

const types: Readonly<Record<string, string>> = {
  '': 'text',
  any: 'text',
  blob: 'bytea',
  real: 'double precision',
  json: 'jsonb',
  datetime: 'timestamptz',
}

const translateTable = (table: Table): Table => ({
  ...table,
  columns: table.columns.map((column) => translateColumn(column, table)),
  ...(table.primaryKey && { primaryKey: { ...table.primaryKey, autoIncrement: false } }),
  indexes: table.indexes.map((index) => ({
    ...index,
    columns: index.columns.map((column) =>
      'expression' in column
        ? { ...column, expression: column.expression.replace(/lower\((.*)\)/, 'coalesce($1, $1)') }
        : column,
    ),
  })),
  triggers: [],
  strict: false,
  withoutRowid: false,
})

function translateColumn({ collation, default: usual, ...column }: Column, { primaryKey }: Table): Column {
  const type = types[column.type] ?? column.type
  const isKey = primaryKey?.columns.includes(column.name) === true
  return {
    ...column,
    type,
    nullable: column.nullable && !isKey,
    ...(column.generated && { generated: { ...column.generated, stored: true } }),
    ...(usual !== undefined && { default: defaultFor(usual, type) }),
    ...(collation !== undefined && { collation: 'C' }),
    ...(isKey && primaryKey.autoIncrement && { identity: 'by default' }),
  }
}

function defaultFor(usual: string, type: string): string {
  switch (postgres.family(type)) {
    case 'number':
      return usual
    case 'boolean':
      return usual === '0' ? 'false' : 'true'
    case 'json':
      return "'{}'"
    case 'time':
      return 'now()'
    case 'text':
      if (usual.startsWith('strftime')) return "to_char(now(), 'YYYY')"
      return usual === 'current_timestamp' ? "'now'" : usual
    default:
      return String.raw`'\x00'`
  }
}

function fillFor(column: Column): string {
  const family = postgres.family(column.type)
  if (family === 'number') return '1'
  if (family === 'text') return "'filled'"
  return family === 'boolean' ? 'true' : defaultFor('', column.type)
}

/** What rows have in a column is no number as a rule: such a column keeps its type. */
function withFeasibleTypes(table: Table, before: Schema, { renames }: Pair): Table {
  const oldName = renames.tables.find(({ to }) => to === table.name)?.from ?? table.name
  const old = before.tables.find(({ name }) => name === oldName)
  return {
    ...table,
    columns: table.columns.map((column): Column => {
      const from =
        renames.columns.find((one) => one.table === table.name && one.to === column.name)?.from ?? column.name
      const { type } = old?.columns.find(({ name }) => name === from) ?? column
      const [was, is] = [type, column.type].map(postgres.family)
      if (was === is || is === 'text' || (was === 'boolean' && is === 'number')) return column
      const { default: usual, ...rest } = column
      return { ...rest, type, ...(usual !== undefined && { default: defaultFor(usual, type) }) }
    }),
  }
}
