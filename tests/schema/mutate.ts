import fc from 'fast-check'
import { rename } from '../../src/schema/rename.ts'
import type { RenamedColumn, Renamed } from '../../src/schema/renames.ts'
import type { Column, Schema, Table } from '../../src/schema/schema.ts'
import { sqlite } from '../../src/schema/sqlite/dialect.ts'
import type { Draw, Pair } from './pairs.ts'
import { isSpokenOf, speakable } from './random-expressions.ts'
import {
  addIndex,
  addReference,
  addTable,
  addTrigger,
  addTruth,
  addView,
  columnNames,
  isFree,
  newColumn,
  newDefault,
} from './random-schema.ts'

interface State {
  readonly schema: Schema
  readonly renames: { readonly tables: readonly Renamed[]; readonly columns: readonly RenamedColumn[] }
  /** By table and column of the state. */
  readonly fills: ReadonlyMap<string, string>
  readonly origin: Schema
  /** The columns that were there before, by table: what is added may be left alone or dropped, and not renamed. */
  readonly fresh: ReadonlySet<string>
}

type Mutation = (state: State, table: Table, draw: Draw) => State

/** A few changes of a schema, whose rows can have them all. */
export function mutate(schema: Schema, draw: Draw): Omit<Pair, 'before'> {
  let state: State = {
    origin: schema,
    schema,
    renames: { tables: [], columns: [] },
    fills: new Map(),
    fresh: new Set(),
  }
  for (const mutation of draw(fc.array(fc.constantFrom(...mutations), { minLength: 1, maxLength: 6 }))) {
    if (state.schema.tables.length === 0) break
    state = mutation(state, draw(fc.constantFrom(...state.schema.tables)), draw)
  }
  return { after: state.schema, renames: state.renames, fills: state.fills }
}

const withTable = (state: State, table: Table): State => ({
  ...state,
  schema: { ...state.schema, tables: state.schema.tables.map((one) => (one.name === table.name ? table : one)) },
})

const key = (table: Table, column: string): string => `${table.name}.${column}`

const dropColumn: Mutation = (state, table, draw) => {
  const spare = table.columns.filter(
    ({ name }) =>
      !table.primaryKey?.columns.includes(name) &&
      !table.columns.some(({ generated }) => generated?.expression.includes(`"${name}"`)),
  )
  if (spare.length === 0 || table.columns.length < 2) return state
  const { name } = draw(fc.constantFrom(...spare))
  const { views } = state.schema
  const kept = views.filter(({ sql }) => !(sql.includes(`"${table.name}"`) && sql.includes(`"${name}"`)))
  const dropped = withTable(state, withoutColumn(table, name))
  return {
    ...dropped,
    schema: { ...dropped.schema, views: kept },
    fills: without(state.fills, key(table, name)),
  }
}

const withoutColumn = (table: Table, name: string): Table => ({
  ...table,
  columns: table.columns.filter((column) => column.name !== name),
  uniques: table.uniques.filter(({ columns }) => !columns.includes(name)),
  foreignKeys: table.foreignKeys.filter(({ columns }) => !columns.includes(name)),
  checks: table.checks.filter(({ expression }) => !expression.includes(`"${name}"`)),
  indexes: table.indexes.filter(({ columns, where }) =>
    [where ?? '', ...columns.map((column) => ('column' in column ? `"${column.column}"` : column.expression))].every(
      (text) => !text.includes(`"${name}"`),
    ),
  ),
})

const addColumn: Mutation = (state, table, draw) => {
  const free = columnNames.filter(
    (name) =>
      !table.columns.some((column) => column.name.toLowerCase() === name.toLowerCase()) && wasFree(state, table, name),
  )
  const dropped = state.fresh
  if (free.length === 0) return state
  const column = newColumn(draw(fc.constantFrom(...free)), table.strict, draw)
  const needsFill = !column.nullable && column.default === undefined
  const fills = new Map(state.fills)
  if (needsFill) fills.set(key(table, column.name), fillFor(column))
  return {
    ...withTable(state, { ...table, columns: [...table.columns, column] }),
    fills,
    fresh: new Set([...dropped, key(table, column.name)]),
  }
}

const fillFor = ({ type }: Column): string =>
  ['text', 'varchar(20)', 'datetime', '', 'any'].includes(type)
    ? "'filled'"
    : type === 'json'
      ? "'{}'"
      : type === 'blob'
        ? "x'01'"
        : '1'

const addForeignKey: Mutation = (state, table, draw) => {
  const added = addReference(table, state.schema.tables, draw, true)
  if (!added) return state
  const { name } = added.columns.at(-1)!
  return { ...withTable(state, added), fresh: new Set([...state.fresh, key(table, name)]) }
}

const renameColumn: Mutation = (state, table, draw) => {
  const own = table.columns.filter(
    ({ name }) =>
      !state.fresh.has(key(table, name)) &&
      !state.renames.columns.some((one) => one.table === table.name && one.to === name),
  )
  const isNew = !isOld(state, state.renames.tables.find(({ to }) => to === table.name)?.from ?? table.name)
  if (own.length === 0 || isNew) return state
  const { name } = draw(fc.constantFrom(...own))
  const renamed = { table: table.name, from: name, to: `${name}_renamed` }
  // A name that a column had which went, or which is to come, would be another rename.
  const schema = rename(state.schema, { tables: [], columns: [renamed] }, sqlite)
  return {
    ...state,
    schema,
    renames: { ...state.renames, columns: [...state.renames.columns, renamed] },
    fills: moved(state.fills, key(table, name), key(table, renamed.to)),
  }
}

const renameTable: Mutation = (state, table) => {
  const canMove = isOld(state, table.name) && !state.renames.tables.some(({ to }) => to === table.name)
  if (!canMove || state.renames.columns.some((one) => one.table === table.name)) return state
  const renamed = { from: table.name, to: `${table.name}_renamed` }
  const prefix = `${table.name}.`
  const again = (text: string): string =>
    text.startsWith(prefix) ? `${renamed.to}.${text.slice(prefix.length)}` : text
  return {
    ...state,
    schema: rename(state.schema, { tables: [renamed], columns: [] }, sqlite),
    renames: { ...state.renames, tables: [...state.renames.tables, renamed] },
    fills: new Map([...state.fills].map(([path, value]) => [again(path), value])),
    fresh: new Set([...state.fresh].map(again)),
  }
}

const alterColumn: Mutation = (state, table, draw) => {
  const plain = table.columns.filter(
    ({ name, generated }) => !generated && isFree(table, name) && wasFree(state, table, name),
  )
  if (plain.length === 0) return state
  const column = draw(fc.constantFrom(...plain))
  const { default: usual, ...rest } = column
  const keepsType = table.strict || isSpokenOf(table, state.schema, column.name)
  const other: Column = draw(
    fc.constantFrom<Column>(
      { ...column, nullable: !column.nullable },
      { ...rest, ...(usual === undefined && { default: newDefault(column.type, draw) }) },
      { ...column, type: keepsType ? column.type : 'text' },
      { ...rest, type: keepsType ? column.type : 'integer' },
    ),
  )
  const fills = new Map(state.fills)
  fills.delete(key(table, column.name))
  if (!other.nullable && other.default === undefined) fills.set(key(table, column.name), fillFor(other))
  return {
    ...withTable(state, { ...table, columns: table.columns.map((one) => (one === column ? other : one)) }),
    fills,
  }
}

const dropTable: Mutation = (state, table) => {
  const referring = state.schema.tables.filter(({ foreignKeys }) => foreignKeys.some((one) => one.table === table.name))
  if (referring.some(({ name }) => name !== table.name) || state.schema.tables.length < 2) return state
  if (
    state.schema.tables.some(
      ({ name, triggers }) => name !== table.name && triggers.some(({ sql }) => sql.includes(`"${table.name}"`)),
    )
  )
    return state
  // A table that was renamed and then dropped was only dropped.
  if (state.renames.tables.some(({ to }) => to === table.name)) return state
  return {
    ...state,
    schema: {
      ...state.schema,
      tables: state.schema.tables.filter((one) => one !== table),
      views: state.schema.views.filter(({ sql }) => !sql.includes(`"${table.name}"`)),
    },
    renames: { ...state.renames, columns: state.renames.columns.filter((one) => one.table !== table.name) },
    fills: new Map([...state.fills].filter(([path]) => !path.startsWith(`${table.name}.`))),
  }
}

const createTable: Mutation = (state, _table, draw) => {
  const name = draw(fc.constantFrom('fresh', 'new_users', 'more'))
  if (state.schema.tables.some((table) => table.name === name)) return state
  return { ...state, schema: addTable(state.schema, name, draw) }
}

const changeKey: Mutation = (state, table) => {
  const { primaryKey } = table
  if (
    primaryKey?.columns.length !== 1 ||
    table.withoutRowid ||
    table.columns.find(({ name }) => name === primaryKey.columns[0])?.type !== 'integer'
  )
    return state
  return withTable(state, { ...table, primaryKey: { ...primaryKey, autoIncrement: !primaryKey.autoIncrement } })
}

/** A number becomes a UUID, or back, and all that refers to it. */
const changeKeyType: Mutation = (state, table) => {
  const [id, ...others] = table.primaryKey?.columns ?? []
  const type = table.columns.find(({ name }) => name === id)?.type
  const { tables } = state.schema
  const referring = tables.flatMap((one) => one.foreignKeys.filter((foreign) => foreign.table === table.name))
  const isKnown = isOld(state, state.renames.tables.find(({ to }) => to === table.name)?.from ?? table.name)
  if (id === undefined || others.length > 0 || !isKnown || referring.some(({ references }) => references[0] !== id))
    return state
  if (table.withoutRowid || !['integer', 'text'].includes(type!)) return state
  const fresh = type === 'text' ? 'integer' : 'text'
  const retype = (one: Table): Table => {
    const own = one.foreignKeys.filter((foreign) => foreign.table === table.name).map(({ columns }) => columns[0]!)
    const changed = new Set(one.name === table.name ? [...own, id] : own)
    const columns = one.columns.map((column) => (changed.has(column.name) ? { ...column, type: fresh } : column))
    if (one.name !== table.name) return { ...one, columns }
    return { ...one, columns, primaryKey: { ...one.primaryKey!, autoIncrement: false } }
  }
  return { ...state, schema: { ...state.schema, tables: tables.map(retype) } }
}

const dropOne: Mutation = (state, table, draw) => {
  const list = draw(fc.constantFrom('uniques', 'checks', 'indexes', 'triggers', 'foreignKeys'))
  return withTable(state, { ...table, [list]: table[list].slice(1) })
}

const changeAction: Mutation = (state, table) =>
  withTable(state, {
    ...table,
    foreignKeys: table.foreignKeys.map((one) => ({
      ...one,
      onDelete: one.onDelete === 'cascade' ? 'restrict' : 'cascade',
    })),
  })

const change =
  (add: typeof addIndex): Mutation =>
  (state, table, draw) =>
    withTable(state, add(table, state.schema, draw, steady(state, table)))

const createView: Mutation = (state, table, draw) => ({
  ...state,
  schema: addView(state.schema, table, draw, steady(state, table)),
})

/** The columns that have the type that they had, which an engine may not be able to change. */
function steady(state: State, table: Table): Column[] {
  const own = state.renames.tables.find(({ to }) => to === table.name)?.from ?? table.name
  const old = state.origin.tables.find(({ name }) => name === own)
  return speakable(table).filter(({ name, type }) => {
    const from = state.renames.columns.find((one) => one.table === table.name && one.to === name)?.from ?? name
    return (old?.columns.find((column) => column.name === from)?.type ?? type) === type
  })
}

const mutations: readonly Mutation[] = [
  dropColumn,
  addColumn,
  addForeignKey,
  renameColumn,
  renameTable,
  alterColumn,
  alterColumn,
  dropTable,
  createTable,
  changeKey,
  changeKeyType,
  dropOne,
  changeAction,
  change(addIndex),
  change(addTruth),
  change(addTrigger),
  createView,
]

/** Whether a column was free before: `down` makes again what was unique, and could not of values that were cast. */
function wasFree({ origin, renames }: State, { name: table }: Table, name: string): boolean {
  const own = renames.tables.find(({ to }) => to === table)?.from ?? table
  const column = renames.columns.find((one) => one.table === table && one.to === name)?.from ?? name
  return origin.tables.every((one) => one.name !== own || isFree(one, column))
}

const isOld = ({ origin }: State, name: string): boolean => origin.tables.some((table) => table.name === name)

const without = (fills: ReadonlyMap<string, string>, path: string): Map<string, string> =>
  new Map([...fills].filter(([name]) => name !== path))

const moved = (fills: ReadonlyMap<string, string>, from: string, to: string): Map<string, string> =>
  new Map([...fills].map(([path, value]) => [path === from ? to : path, value]))
