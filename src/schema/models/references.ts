import { suggestion } from '../../suggest.ts'
import type { ForeignKey } from '../schema.ts'
import { nameKey } from '../sqlite/name-key.ts'
import type { ModelColumn } from './column.ts'
import { fail } from './fail.ts'
import { snakeCase } from './snake-case.ts'
import type { ModelTable } from './table.ts'

interface Target {
  readonly table: ModelTable
  readonly column: ModelColumn
}

/** A table whose columns have the types of what they refer to. */
export interface LinkedTable extends ModelTable {
  readonly foreignKeys: readonly ForeignKey[]
}

/**
 * Follows the references of models: to the type of the column that each leads to, which a column has as well.
 * @throws UsageError for one that leads nowhere
 */
export function linkReferences(tables: readonly ModelTable[]): LinkedTable[] {
  const byName = new Map(tables.map((table) => [nameKey(table.name), table]))
  return tables.map((table) => ({
    ...table,
    columns: table.columns.map((one) => ({
      ...one,
      column: { ...one.column, type: typeOf(one, table, byName) },
    })),
    foreignKeys: table.columns.flatMap((one) => {
      const target = targetOf(one, table, byName)
      return target ? [foreignKey(one, target)] : []
    }),
  }))
}

const foreignKey = (
  { column, options: { onDelete = 'restrict', onUpdate = 'no action' } }: ModelColumn,
  to: Target,
) => ({
  columns: [column.name],
  table: to.table.name,
  references: [to.column.column.name],
  onDelete,
  onUpdate,
})

type Tables = ReadonlyMap<string, ModelTable>

function typeOf(one: ModelColumn, table: ModelTable, tables: Tables, seen: readonly ModelColumn[] = []): string {
  const target = one.options.type === undefined && !seen.includes(one) ? targetOf(one, table, tables) : undefined
  return target ? typeOf(target.column, target.table, tables, [...seen, one]) : one.column.type
}

function targetOf(
  { key, options: { references } }: ModelColumn,
  { file }: ModelTable,
  tables: Tables,
): Target | undefined {
  if (references === undefined) return undefined
  const unknown = (what: string, hint: string) =>
    fail('MODEL_REFERENCE_UNKNOWN', file, `\`${key}\` refers to \`${references}\`, and ${what}`, hint)

  const [tableName = '', columnName = ''] = references.split('.').map(snakeCase)
  const table = tables.get(nameKey(tableName))
  if (!table) {
    const names = [...tables.values()].map(({ name }) => name)
    const nearest = suggestion(tableName, names, (name) => `Did you mean \`${name}.${columnName}\`?`)
    throw unknown('no model has that table', nearest ?? `Tables: ${names.join(', ')}.`)
  }
  const column = table.columns.find((one) => nameKey(one.column.name) === nameKey(columnName))
  if (!column)
    throw unknown(
      'that table has no such column',
      `Columns: ${table.columns.map((one) => one.column.name).join(', ')}.`,
    )
  return { table, column }
}
