import type { Answers } from '../answers.ts'
import type { Field } from '../fields/field.ts'
import { code } from '../fields/type.ts'
import { types } from '../fields/types.ts'
import { tableOf } from './columns.ts'
import type { Feature } from './feature.ts'
import { createIndex, createIndexes, keyColumns } from './indexes.ts'

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
    ...fields.flatMap((field) => createIndexes(field, feature, ids)),
    ...(timestamps ? [createIndex({ columns: ['created_at'] }, feature, ids)] : []),
  ]
}

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
