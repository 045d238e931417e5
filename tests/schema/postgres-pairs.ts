import fc from 'fast-check'
import { postgres } from '../../src/schema/postgres/dialect.ts'
import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import { type Draw, type Pair, pairs, typeBefore } from './pairs.ts'
import { withExtras } from './postgres-extras.ts'

/** The pairs of SQLite, as PostgreSQL has their words for types and values, and what it alone has. */
export const postgresPairs: fc.Arbitrary<Pair> = fc.tuple(pairs, fc.gen()).map(([pair, gen]) => {
  const draw: Draw = (arbitrary) => gen(() => arbitrary)
  const [before, after] = [translate(pair.before), translate(pair.after)]
  const target = { ...after, tables: after.tables.map((table) => withFeasibleTypes(table, before, pair)) }
  const fills = [...pair.fills.keys()].map((path): [string, string] => {
    const table = target.tables.find(({ name }) => path.startsWith(`${name}.`))
    const column = table?.columns.find(({ name }) => path === `${table.name}.${name}`)
    return [path, column ? fillFor(column, typeBefore(table!, column, before, pair)) : '1']
  })
  const extended = { before: withExtras(before, draw), after: withExtras(target, draw) }
  return { ...extended, renames: pair.renames, fills: new Map(fills) }
})

const translate = ({ tables, views }: Schema): Schema => ({
  engine: 'postgres',
  tables: tables.map((table) => translateTable(table, tables)),
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

const translateTable = (table: Table, tables: readonly Table[]): Table => ({
  ...table,
  columns: table.columns.map((column) => translateColumn(withKeyType(column, table, tables, 'uuid'), table)),
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

/** A text that is a key, or refers to one, is a UUID. */
export function withKeyType(column: Column, table: Table, tables: readonly Table[], uuid: string): Column {
  const { name, type } = column
  const isKey = table.primaryKey?.columns.includes(name) === true && table.primaryKey.columns.length === 1
  const key = table.foreignKeys.find(({ columns }) => columns[0] === name)
  const isText = (key ? (tables.find((one) => one.name === key.table) ?? table) : table).columns.some(
    (other) => other.name === (key?.references[0] ?? name) && other.type === 'text',
  )
  return (isKey || key) && isText && type === 'text' ? { ...column, type: uuid } : column
}

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

/** @param old the type that it had, and may have again */
function fillFor(column: Column, old: string): string {
  const family = postgres.family(column.type)
  if (family === 'number') return '1'
  if (family === 'text') return texts[postgres.family(old)] ?? String.raw`'\x00'`
  return family === 'boolean' ? 'true' : defaultFor('', column.type)
}

/** What a column of each family can have, as a text. */
const texts: Readonly<Record<string, string>> = {
  text: "'filled'",
  number: "'1'",
  boolean: "'true'",
  time: "'2026-01-01'",
  json: "'{}'",
  uuid: "'00000000-0000-8000-8000-000000000001'",
}

/** What rows have in a column is no number as a rule: such a column keeps its type. */
function withFeasibleTypes(table: Table, before: Schema, pair: Pair): Table {
  return {
    ...table,
    columns: table.columns.map((column): Column => {
      const type = typeBefore(table, column, before, pair)
      const [was, is] = [type, column.type].map(postgres.family)
      const { default: usual, ...rest } = column
      // What rows get by it can be what they had.
      if (was !== is && is === 'text' && usual !== undefined) return { ...column, default: fillFor(column, type) }
      if (was === is || was === 'uuid' || is === 'uuid' || is === 'text' || (was === 'boolean' && is === 'number'))
        return column
      return { ...rest, type, ...(usual !== undefined && { default: defaultFor(usual, type) }) }
    }),
  }
}
