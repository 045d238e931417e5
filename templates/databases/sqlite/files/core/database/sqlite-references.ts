import {
  ColumnNode,
  createQueryId,
  type DeleteQueryNode,
  type OperationNode,
  PrimitiveValueListNode,
  type RootOperationNode,
  SelectionNode,
  SqliteQueryCompiler,
  TableNode,
  ValueNode,
  ValuesNode,
} from 'kysely'
import type { Sqlite } from './sqlite.ts'

// SQLite does not say which reference it was that a statement breaks: the statement, and the keys of its table, do.

type Key = { child: string; parent: string; from: string[]; to: string[] }

/** The columns which the rows of a statement refer to nothing with. */
export function findMissing(sqlite: Sqlite, query: RootOperationNode): string[] {
  const keys = keysOf(sqlite).filter(({ child }) => child === tableOf(query))
  const missing = keys.filter(({ parent, from, to }) =>
    rowsIn(query).some((row) => {
      const values = from.map((column) => row[column] ?? null)
      if (values.includes(null)) return false
      const where = to.map((column) => `${quote(column)} = ?`).join(' and ')
      return sqlite.query(`select 1 from ${quote(parent)} where ${where}`, values).rows.length === 0
    }),
  )
  return [...new Set(missing.flatMap(({ from }) => from))]
}

/** The table that refers to rows which a statement would delete. */
export function findReferring(sqlite: Sqlite, query: DeleteQueryNode): string | undefined {
  const { from: parent, where } = query
  const keys = keysOf(sqlite).filter((key) => key.parent === tableOf(query))
  return keys.find(({ child, from, to }) => {
    const selections = to.map((column) => SelectionNode.create(ColumnNode.create(column)))
    const deleted = { kind: 'SelectQueryNode', from: parent, selections, ...(where && { where }) } as const
    const { sql, parameters } = new SqliteQueryCompiler().compileQuery(deleted, createQueryId())
    const columns = from.map(quote).join(', ')
    return sqlite.query(`select 1 from ${quote(child)} where (${columns}) in (${sql}) limit 1`, parameters).rows.length > 0
  })?.child
}

/** The columns that a statement writes. */
export const namesIn = (query: RootOperationNode): string[] => Object.keys(rowsIn(query)[0] ?? {})

/** A key that names no columns refers to the primary key. */
function keysOf(sqlite: Sqlite): Key[] {
  const sql = `select tables.name as child, key."table" as parent, json_group_array(key."from" order by key.seq) as "from",
      json_group_array(coalesce(key."to", (select name from pragma_table_info(key."table") where pk = key.seq + 1))
        order by key.seq) as "to"
    from sqlite_schema as tables, pragma_foreign_key_list(tables.name) as key
    where tables.type = 'table' group by tables.name, key.id`
  return sqlite.query(sql, []).rows.map((row) => ({ ...row, from: JSON.parse(row.from), to: JSON.parse(row.to) }))
}

export function tableOf(query: RootOperationNode): string | undefined {
  const table =
    query.kind === 'InsertQueryNode' ? query.into
    : query.kind === 'UpdateQueryNode' ? query.table
    : query.kind === 'DeleteQueryNode' ? query.from.froms[0]
    : undefined
  return table && TableNode.is(table) ? table.table.identifier.name : undefined
}

/** The rows that a statement writes; of a value that it computes, nothing is known. */
function rowsIn(query: RootOperationNode): Record<string, unknown>[] {
  if (query.kind === 'UpdateQueryNode') {
    return [Object.fromEntries(query.updates?.map(({ column, value }) => [nameOf(column), valueOf(value)]) ?? [])]
  }
  if (query.kind !== 'InsertQueryNode' || !query.values || !ValuesNode.is(query.values)) return []
  const names = query.columns?.map(nameOf) ?? []
  return query.values.values.map((list) => {
    const values = PrimitiveValueListNode.is(list) ? list.values : list.values.map(valueOf)
    return Object.fromEntries(names.map((name, at) => [name, values[at]]))
  })
}

const nameOf = (node: OperationNode): string => (ColumnNode.is(node) ? node.column.name : '')
const valueOf = (node: OperationNode): unknown => (ValueNode.is(node) ? node.value : undefined)
const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
