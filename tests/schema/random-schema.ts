import fc from 'fast-check'
import type { Check, Column, ForeignKey, Index, PrimaryKey, Schema, Table } from '../../src/schema/schema.ts'
import type { Draw } from './pairs.ts'
import { newConstant, newTruth, newValue, speakable } from './random-expressions.ts'

const tableNames = ['users', 'orders', 'order', 'tags', 'group items', 'Select', 'a_b', 'news']
export const columnNames = [
  'total',
  'from',
  'camelName',
  'key',
  'name',
  'with space',
  'x',
  'notes',
  'index',
  'rowid2',
  'é',
]
const types = [
  'integer',
  'text',
  'real',
  'boolean',
  'json',
  'blob',
  'varchar(20)',
  'datetime',
  'numeric(10,2)',
  '',
  'bigint',
]
const strictTypes = ['integer', 'text', 'real', 'blob', 'any']

const chance = (percent: number) => fc.integer({ min: 1, max: 100 }).map((number) => number <= percent)
const sometimes = (draw: Draw, percent: number): boolean => draw(chance(percent))
const oneOf = <Item>(draw: Draw, items: readonly Item[]): Item => draw(fc.constantFrom(...items))

/** A schema of up to eight tables, that SQLite takes. */
export function newSchema(draw: Draw): Schema {
  const names = draw(fc.subarray(tableNames, { minLength: 1 }))
  let schema: Schema = { engine: 'sqlite', tables: [], views: [] }
  for (const name of names) schema = addTable(schema, name, draw)
  return schema
}

export function addTable(schema: Schema, name: string, draw: Draw): Schema {
  const strict = sometimes(draw, 10)
  const key = newKey(draw)
  const columns = draw(fc.subarray(columnNames, { minLength: 1, maxLength: 5 })).map((column) =>
    newColumn(column, strict, draw),
  )
  let table: Table = {
    name,
    columns: [...key.columns, ...columns],
    ...(key.primaryKey && { primaryKey: key.primaryKey }),
    uniques: [],
    foreignKeys: [],
    checks: [],
    indexes: [],
    triggers: [],
    strict,
    withoutRowid: key.primaryKey?.autoIncrement === false && sometimes(draw, 15),
  }
  table = addGenerated(table, draw)
  for (const _ of draw(fc.array(fc.constant(0), { maxLength: 2 }))) {
    table = addReference(table, [...schema.tables, table], draw) ?? table
  }
  for (const add of draw(fc.subarray([addIndex, addUnique, addCheck, addTrigger]))) {
    table = add(table, { ...schema, tables: [...schema.tables, table] }, draw)
  }
  const whole = { ...schema, tables: [...schema.tables, table] }
  return sometimes(draw, 30) ? addView(whole, table, draw) : whole
}

/** All of a table, or what is made of a column of some of its rows. */
export function addView(schema: Schema, table: Table, draw: Draw, own = speakable(table)): Schema {
  const name = `view of ${table.name}`
  if (schema.views.some((view) => view.name === name)) return schema
  const from = `FROM "${table.name}"`
  const columns = own.length > 0 && sometimes(draw, 60) ? [oneOf(draw, own), oneOf(draw, own)] : []
  const selected = columns.map((column, at) => `${newValue(column, draw)} AS "v${at}"`).join(', ')
  const where = columns[0] ? ` WHERE ${newTruth(columns[0], draw)}` : ''
  const sql = `CREATE VIEW "${name}" AS SELECT ${selected || '*'} ${from}${where}`
  return { ...schema, views: [...schema.views, { name, sql, triggers: [] }] }
}

function newKey(draw: Draw): { columns: Column[]; primaryKey?: PrimaryKey } {
  const kind = oneOf(draw, ['counted', 'counted', 'integer', 'text', 'two', 'none'] as const)
  if (kind === 'none') return { columns: [] }
  if (kind === 'two') {
    const columns = ['one', 'other'].map((name) => ({ name, type: 'integer', nullable: false }))
    return { columns, primaryKey: { columns: ['one', 'other'], autoIncrement: false } }
  }
  const column = { name: 'id', type: kind === 'text' ? 'text' : 'integer', nullable: kind !== 'text' }
  return { columns: [column], primaryKey: { columns: ['id'], autoIncrement: kind === 'counted' } }
}

export function newColumn(name: string, strict: boolean, draw: Draw): Column {
  const type = oneOf(draw, strict ? strictTypes : types)
  const nullable = sometimes(draw, 60)
  const collation = type === 'text' && sometimes(draw, 15) ? 'nocase' : undefined
  return {
    name,
    type,
    nullable,
    ...(sometimes(draw, 30) && { default: newDefault(type, draw) }),
    ...(collation !== undefined && { collation }),
  }
}

export function newDefault(type: string, draw: Draw): string {
  if (['integer', 'bigint', 'text', 'varchar(20)'].includes(type) && sometimes(draw, 40)) return newConstant(type, draw)
  if (['text', 'varchar(20)', 'datetime', 'json', '', 'any'].includes(type)) {
    return oneOf(draw, ["'x'", "'it''s'", "'back`tick ${x} \\'", "strftime('%Y', 'now')", "''", 'current_timestamp'])
  }
  return type === 'blob'
    ? "x'00'"
    : type === 'boolean'
      ? oneOf(draw, ['0', '1'])
      : oneOf(draw, ['0', '-1', '7', '1 + 2'])
}

/** Columns of which each row has another value, and that nothing else is said of. */
const distinctColumns = ({ columns, foreignKeys, checks, primaryKey }: Table): Column[] =>
  columns.filter(
    ({ name, type, generated, default: usual }) =>
      !generated &&
      usual === undefined &&
      type !== 'boolean' &&
      type !== 'json' &&
      !primaryKey?.columns.includes(name) &&
      !foreignKeys.some((key) => key.columns.includes(name)) &&
      !checks.some((check) => check.expression.includes(`"${name}"`)),
  )

function addGenerated(table: Table, draw: Draw): Table {
  const sources = speakable(table)
  if (sources.length === 0 || !sometimes(draw, 20)) return table
  const generated = { expression: newValue(oneOf(draw, sources), draw), stored: sometimes(draw, 50) }
  return { ...table, columns: [...table.columns, { name: 'computed', type: 'integer', nullable: true, generated }] }
}

/** A reference to a table with one column for a key; one that may not be null only to a table that came before. */
export function addReference(
  table: Table,
  tables: readonly Table[],
  draw: Draw,
  nullable?: boolean,
): Table | undefined {
  const targets = tables.filter(({ primaryKey }) => primaryKey?.columns.length === 1)
  if (targets.length === 0) return undefined
  const target = oneOf(draw, targets)
  const name = `${target.name}_ref`
  if (table.columns.some((column) => column.name === name)) return undefined
  const mayBeNull = nullable ?? (target.name === table.name || sometimes(draw, 50))
  const id = target.primaryKey!.columns[0]!
  const { type } = target.columns.find((column) => column.name === id)!
  const key: ForeignKey = {
    columns: [name],
    table: target.name,
    references: [id],
    onDelete: mayBeNull ? oneOf(draw, ['cascade', 'set null', 'no action', 'restrict'] as const) : 'cascade',
    onUpdate: 'no action',
  }
  return {
    ...table,
    columns: [...table.columns, { name, type, nullable: mayBeNull }],
    foreignKeys: [...table.foreignKeys, key],
  }
}

export function addIndex(table: Table, _schema: Schema, draw: Draw, own = speakable(table)): Table {
  const columns = draw(
    fc.subarray(table.columns as Column[], { minLength: 1, maxLength: Math.min(2, table.columns.length) }),
  )
  const name = `${table.name}_${columns.map((column) => column.name).join('_')}_index`
  if (table.indexes.some((index) => index.name === name)) return table
  const spoken = own.length > 0 && sometimes(draw, 70) ? oneOf(draw, own) : undefined
  const index: Index = {
    name,
    unique: false,
    columns: columns.map((column) =>
      sometimes(draw, 15)
        ? { expression: spoken ? newValue(spoken, draw) : `lower("${column.name}")`, descending: false }
        : { column: column.name, descending: sometimes(draw, 20) },
    ),
    ...(sometimes(draw, 20) && { where: spoken ? newTruth(spoken, draw) : `"${columns[0]!.name}" is not null` }),
  }
  return { ...table, indexes: [...table.indexes, index] }
}

function addUnique(table: Table, _schema: Schema, draw: Draw): Table {
  const distinct = distinctColumns(table)
  if (distinct.length === 0) return table
  const { name } = oneOf(draw, distinct)
  if (sometimes(draw, 50)) {
    if (table.uniques.some(({ columns }) => columns.includes(name))) return table
    return { ...table, uniques: [...table.uniques, { columns: [name] }] }
  }
  const index: Index = {
    name: `${table.name}_${name}_unique`,
    unique: true,
    columns: [{ column: name, descending: false }],
  }
  return table.indexes.some((other) => other.name === index.name)
    ? table
    : { ...table, indexes: [...table.indexes, index] }
}

function addCheck(table: Table, _schema: Schema, draw: Draw): Table {
  const plain = table.columns.filter(
    ({ name, type, default: usual, generated }) =>
      usual === undefined && !generated && ['integer', 'text'].includes(type) && isFree(table, name),
  )
  if (plain.length === 0) return table
  const { name, type } = oneOf(draw, plain)
  const own = type === 'text' ? `"${name}" in ('${name}1', '${name}2')` : `"${name}" > 0`
  const expression = sometimes(draw, 50) ? own : newTruth({ name, type }, draw)
  const check: Check = { expression, ...(sometimes(draw, 60) && { column: name }) }
  return { ...table, checks: [...table.checks, check] }
}

/** A check that all rows keep to, whatever they have. */
export function addTruth(table: Table, _schema: Schema, draw: Draw, own = speakable(table)): Table {
  const free = own.filter(({ name }) => isFree(table, name))
  if (free.length === 0) return table
  const column = oneOf(draw, free)
  const check: Check = { expression: newTruth(column, draw), ...(sometimes(draw, 60) && { column: column.name }) }
  return { ...table, checks: [...table.checks, check] }
}

/** Whether nothing is said of a column. */
export const isFree = ({ primaryKey, foreignKeys, uniques, checks, indexes }: Table, name: string): boolean =>
  !primaryKey?.columns.includes(name) &&
  ![...foreignKeys, ...uniques].some(({ columns }) => columns.includes(name)) &&
  !checks.some(({ expression }) => expression.includes(`"${name}"`)) &&
  !indexes.some((index) => index.unique && index.columns.some((column) => 'column' in column && column.column === name))

export function addTrigger(table: Table, { tables }: Schema, draw: Draw): Table {
  const other = oneOf(draw, tables)
  const name = `${table.name} to ${other.name}`
  const sql = `CREATE TRIGGER "${name}" AFTER DELETE ON "${table.name}" BEGIN\n  DELETE FROM "${other.name}" WHERE 0;\nEND`
  return table.triggers.some((trigger) => trigger.name === name)
    ? table
    : { ...table, triggers: [...table.triggers, { name, sql }] }
}
