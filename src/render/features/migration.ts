import type { Answers } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import { code } from '../fields/type.ts'
import { types } from '../fields/types.ts'
import { tableOf } from './columns.ts'
import type { Feature } from './feature.ts'

type Ids = Answers['ids']

/** The migration that creates a feature's table, not formatted yet. */
export const renderCreation = (feature: Feature, ids: Ids): string =>
  migration(creation(feature, ids), [drop(feature.names.table)])

/** The migration that drops it. Its rows cannot come back, so `down` makes an empty one. */
export const renderDrop = (feature: Feature, ids: Ids): string =>
  migration([drop(feature.names.table)], creation(feature, ids), 'The table comes back, its rows do not.')

/**
 * The name of a migration's file.
 * @param message in snake_case: `create_orders`
 */
export const migrationPath = (at: Date, message: string): string =>
  `migrations/${at.toISOString().slice(0, 19).replaceAll(/\D/g, '')}_${message}.ts`

/** The source of a migration, not formatted yet. */
export function migration(up: readonly string[], down: readonly string[], note?: string): string {
  const body = [...up, ...down].join('\n')
  const hasTimestamps = body.includes('defaultTo(now)')
  const usesSql = hasTimestamps || body.includes('sql`')
  return [
    usesSql ? "import { type Kysely, sql } from 'kysely'" : "import type { Kysely } from 'kysely'",
    ...(hasTimestamps ? ["const now = sql`(strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))`"] : []),
    `export async function up(db: Kysely<unknown>): Promise<void> {\n${up.join('\n\n')}\n}`,
    `${note ? `/** ${note} */\n` : ''}export async function down(db: Kysely<unknown>): Promise<void> {\n${down.join('\n\n')}\n}\n`,
  ].join('\n\n')
}

export const drop = (table: string): string => `await db.schema.dropTable(${code(table)}).execute()`

/** The statements that create a table: the table itself, and then its indexes. */
export function creation(feature: Feature, ids: Ids): string[] {
  const {
    names: { table },
    fields,
    timestamps,
  } = feature
  const key = keyColumns(feature)
  const lines = [
    ...(key.length > 0 ? [] : [idColumn(ids)]),
    ...fields.map((field) => columnCall(field, ids)),
    ...(timestamps ? [timestampColumn('created_at'), timestampColumn('updated_at')] : []),
    ...(key.length > 0 ? [`.addPrimaryKeyConstraint(${code(`${table}_primary_key`)}, ${code(key)})`] : []),
  ]
  return [
    `await db.schema\n.createTable(${code(table)})\n${lines.join('\n')}\n.execute()`,
    ...fields.flatMap((field) => indexCall(table, field, key, ids)),
    ...(timestamps ? [index(table, 'created_at', key, ids)] : []),
  ]
}

/** The columns of a key that is made of fields. */
export const keyColumns = ({ fields, primaryKey }: Feature): readonly string[] =>
  fields.filter(({ name }) => primaryKey.includes(name)).map(({ column }) => column)

const idColumn = (ids: Ids): string =>
  ids === 'uuid'
    ? ".addColumn('id', 'text', (column) => column.notNull().primaryKey())"
    : ".addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())"

const timestampColumn = (name: string): string =>
  `.addColumn('${name}', 'text', (column) => column.notNull().defaultTo(now))`

/** One column, by its name in the database. */
export function columnCall(field: Field, ids: Ids): string {
  const { column, type, target, onDelete = '', optional, default: usual, values } = field
  const columnType = type === 'references' && ids === 'uuid' ? 'text' : types[type].column
  const options = [
    optional ? '' : '.notNull()',
    usual === undefined ? '' : `.defaultTo(${code(typeof usual === 'object' ? JSON.stringify(usual) : usual)})`,
    values ? `.check(sql\`"${column}" in (${values.map((value) => `'${value}'`).join(', ')})\`)` : '',
    target === undefined ? '' : `.references('${tableOf(target)}.id').onDelete('${onDelete.replace('-', ' ')}')`,
  ].join('')
  return `.addColumn('${column}', '${columnType}'${options && `, (column) => column${options}`})`
}

/**
 * The index of a column, if it has one. A unique one is an index of its own too: SQLite can drop that, and cannot drop a
 * column that was made unique.
 */
export function indexCall(table: string, field: Field, key: readonly string[], ids: Ids): string[] {
  if (!hasIndex(field, key)) return []
  if (!field.unique) return [index(table, field.column, key, ids)]
  return [
    `await db.schema.createIndex('${indexName(table, field)}').on('${table}').column('${field.column}').unique().execute()`,
  ]
}

/** Whether a column has an index of its own: the first column of a key is indexed by the key. */
export const hasIndex = ({ unique, index: isIndexed, type, column }: Field, key: readonly string[]): boolean =>
  unique || isIndexed || (type === 'references' && column !== key[0])

export const indexName = (table: string, { column, unique }: Field): string =>
  `${table}_${column}_${unique ? 'unique' : 'index'}`

/** Lists are sorted by the key in the end. An integer id is in every index of SQLite already. */
function index(table: string, column: string, key: readonly string[], ids: Ids): string {
  const rest = key.length > 0 ? key.filter((name) => name !== column) : ids === 'uuid' ? ['id'] : []
  const columns = rest.length > 0 ? `.columns(${code([column, ...rest])})` : `.column('${column}')`
  return `await db.schema.createIndex('${table}_${column}_index').on('${table}')${columns}.execute()`
}
