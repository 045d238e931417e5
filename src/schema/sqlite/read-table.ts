import type { Action, Column, ForeignKey, Index, Table, Trigger } from '../schema.ts'
import { groupBy } from '../sql/group-by.ts'
import type { ColumnRow, ForeignKeyRow, KeyRow, ObjectRow, TableRow } from './catalogue.ts'
import { defaultOf, normalType } from './column-text.ts'
import { nameKey } from './name-key.ts'
import { type TableDefinition, parseCreateTable } from './parse-table.ts'
import { indexOf, primaryKeyOf, uniquesOf } from './read-keys.ts'
import { unqualified } from './unqualified.ts'

/** What a catalogue has of one table. */
export interface TableRows {
  readonly table: TableRow
  readonly columns: readonly ColumnRow[]
  readonly keys: readonly KeyRow[]
  readonly foreignKeys: readonly ForeignKeyRow[]
  readonly indexes: readonly ObjectRow[]
  readonly triggers: readonly Trigger[]
}

/** A table as the catalogue has it, and of its text only what nothing else tells. */
export function tableOf({ name, sql }: ObjectRow, rows: TableRows): Table {
  const definition = parseCreateTable(sql)
  const own = (expression: string): string => unqualified(expression, name)
  const columns = columnsOf(rows.columns, definition, own)
  const collations = new Map(
    columns.flatMap((column) => (column.collation ? [[nameKey(column.name), column.collation]] : [])),
  )
  const keys = groupBy(rows.keys, ({ index }) => index)
  const primaryKey = primaryKeyOf(rows, definition, collations)
  return {
    name,
    columns,
    ...(primaryKey && { primaryKey }),
    uniques: uniquesOf([...keys.values()], definition, collations),
    foreignKeys: foreignKeysOf(rows.foreignKeys, definition),
    checks: definition.checks.map((check) => ({ ...check, expression: own(check.expression) })),
    indexes: rows.indexes.map((index) => withExpressions(indexOf(index, keys.get(index.name) ?? [], collations), own)),
    triggers: rows.triggers,
    strict: rows.table.strict === 1,
    withoutRowid: rows.table.wr === 1,
  }
}

/** Both are in the order in which they were declared. */
function columnsOf(rows: readonly ColumnRow[], definition: TableDefinition, own: (sql: string) => string): Column[] {
  return rows.map(({ name, type, notnull, default: usual, hidden }, i) => {
    const { collation, generated, onConflict } = definition.columns[i]!
    return {
      name,
      type: normalType(type),
      nullable: notnull === 0,
      ...(onConflict !== undefined && { onConflict }),
      ...(usual !== null && defaultOf(usual)),
      ...(generated && { generated: { expression: own(generated.expression), stored: hidden === 3 } }),
      ...(collation !== undefined && { collation }),
    }
  })
}

const withExpressions = ({ columns, where, ...index }: Index, own: (sql: string) => string): Index => ({
  ...index,
  columns: columns.map((one) => ('column' in one ? one : { ...one, expression: own(one.expression) })),
  ...(where !== undefined && { where: own(where) }),
})

/** Both are in the order in which they were declared. */
function foreignKeysOf(rows: readonly ForeignKeyRow[], definition: TableDefinition): ForeignKey[] {
  const keys = [...groupBy(rows, ({ id }) => String(id)).values()]
  return keys.map((parts, i) => {
    const { name, deferrable } = definition.foreignKeys[i] ?? {}
    const [{ parent, onDelete, onUpdate }] = parts as [ForeignKeyRow]
    return {
      ...(name !== undefined && { name }),
      columns: parts.map(({ from }) => from),
      table: parent,
      references: parts.flatMap(({ to }) => to ?? []),
      onDelete: onDelete.toLowerCase() as Action,
      onUpdate: onUpdate.toLowerCase() as Action,
      ...(deferrable && { deferrable }),
    }
  })
}
