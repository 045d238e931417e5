import type { Answers } from '../answers.ts'
import type { Field, Value } from '../fields/field.ts'
import { code } from '../fields/type.ts'
import { types } from '../fields/types.ts'
import { tableOf } from './columns.ts'
import type { Feature } from './feature.ts'
import { createIndexes, dropIndexes } from './indexes.ts'
import { columnCall, creation, drop, migration } from './migration.ts'

type Ids = Answers['ids']

/** What the rows that are there get in a new column, by the name of its field. */
export type Fills = Readonly<Record<string, Value>>

/** Whether the rows that are there need a value for a field before they can have its column. */
export const needsFill = (field: Field): boolean => !field.optional && field.default === undefined

/**
 * The migration from one shape of a feature's table to another, not formatted yet. SQLite adds and drops plain columns;
 * for what it cannot do, the table is made anew and its rows are copied.
 */
export function renderAlteration(from: Feature, to: Feature, ids: Ids, fills: Fills = {}): string {
  const gone = added(to, from)
  const note = gone.length > 0 ? 'The columns come back, with stand-ins for what was in them.' : undefined
  return migration(steps(from, to, ids, fills), steps(to, from, ids, {}), note)
}

/** The fields of `to` that `from` does not have. */
const added = (from: Feature, to: Feature): readonly Field[] =>
  to.fields.filter(({ column }) => !from.fields.some((field) => field.column === column))

function steps(from: Feature, to: Feature, ids: Ids, fills: Fills): string[] {
  const [gone, fresh] = [added(to, from), added(from, to)]
  if (gone.some(({ type }) => type === 'references') || fresh.some(needsFill)) return rebuild(from, to, ids, fills)
  const { table } = to.names
  return [
    ...gone.flatMap((field) => [
      ...dropIndexes(field, from),
      `await db.schema.alterTable(${code(table)}).dropColumn(${code(field.column)}).execute()`,
    ]),
    ...fresh.flatMap((field) => [
      `await db.schema.alterTable(${code(table)})${columnCall(field, ids)}.execute()`,
      ...createIndexes(field, to, ids),
    ]),
  ]
}

/** https://www.sqlite.org/lang_altertable.html#otheralter, steps 4 to 8: the others are those of every migration. */
function rebuild(from: Feature, to: Feature, ids: Ids, fills: Fills): string[] {
  const { table } = to.names
  const fresh = `new_${table}`
  const columns = columnsOf(to)
  const kept = new Set(columnsOf(from))
  const values = columns.map((column) => (kept.has(column) ? quoted(column) : newValue(to, column, fills)))
  const [createFresh] = creation({ ...to, names: { ...to.names, table: fresh } }, ids)
  const [, ...indexes] = creation(to, ids)
  return [
    createFresh!,
    execute(
      `insert into ${quoted(fresh)} (${columns.map(quoted).join(', ')})`,
      `select ${values.join(', ')}`,
      `from ${quoted(table)}`,
    ),
    ...(ids === 'integer' && to.primaryKey.length === 0 ? keepCounter(table, fresh) : []),
    drop(table),
    `await db.schema.alterTable(${code(fresh)}).renameTo(${code(table)}).execute()`,
    ...indexes,
  ]
}

/** So that no id is given out twice, not even one of a row that was deleted. */
const keepCounter = (table: string, fresh: string): string[] => [
  execute(`delete from sqlite_sequence where name = '${fresh}'`),
  execute(
    'insert into sqlite_sequence (name, seq)',
    `select '${fresh}', seq from sqlite_sequence where name = '${table}'`,
  ),
]

const columnsOf = ({ fields, timestamps, primaryKey }: Feature): string[] => [
  ...(primaryKey.length > 0 ? [] : ['id']),
  ...fields.map(({ column }) => column),
  ...(timestamps ? ['created_at', 'updated_at'] : []),
]

/** What a row that is there gets in a new column, as SQL. */
function newValue({ fields }: Feature, column: string, fills: Fills): string {
  const field = fields.find((one) => one.column === column)!
  const value = fills[field.name] ?? field.default
  if (value !== undefined) return literal(value)
  return field.optional ? 'null' : standIn(field)
}

/** A value that the column allows, where what was in it is lost; a different one for each row of a unique column. */
function standIn(field: Field): string {
  if (field.type === 'references') return `(select min("id") from ${quoted(tableOf(field.target!))})`
  const sample = types[field.type].samples(field)[0]
  if (!field.unique) return literal(sample)
  return typeof sample === 'string' ? `${literal(sample)} || rowid` : 'rowid'
}

/** A statement that the schema builder has no words for, on lines of its own. */
const execute = (...lines: readonly string[]): string =>
  `await sql\`\n${lines.map((line) => `    ${line.replaceAll(/[\\`]|\$\{/g, '\\$&')}\n`).join('')}  \`.execute(db)`

const quoted = (name: string): string => `"${name}"`

function literal(value: Value): string {
  if (typeof value === 'number') return String(value)
  if (typeof value === 'boolean') return value ? '1' : '0'
  const text = typeof value === 'object' ? JSON.stringify(value) : value
  return `'${text.replaceAll("'", "''")}'`
}
