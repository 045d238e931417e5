import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { QueryResult } from 'kysely'
import { kindOf, translate } from './sqlite-errors.ts'
import { decoderOf, encode } from './sqlite-types.ts'

const maxStatements = 500

export type Sqlite = ReturnType<typeof openSqlite>

/** Opens a connection to Node's own SQLite. It waits for no lock, as nothing else in this process would run meanwhile. */
export function openSqlite(file: string, readOnly = false) {
  const sqlite = new DatabaseSync(file, { readOnly })
  try {
    sqlite.exec('pragma synchronous = normal')
    if (!readOnly) sqlite.exec('pragma journal_mode = wal')
    if (!readOnly) rewrite(sqlite)
  } catch (error) {
    // Reads may go on, and a lock will be gone.
    if (!['busy', 'full', 'readOnly'].includes(kindOf(error) ?? '')) {
      sqlite.close()
      throw error
    }
    // Translated, it is kept for `/ready`.
    translate(error)
  }
  const statements = new Map<string, ReturnType<typeof adapt>>()
  const prepare = (sql: string) => adapt(sqlite.prepare(sql))
  return {
    isInTransaction: () => sqlite.isTransaction,
    close: () => sqlite.close(),
    query(sql: string, values: readonly unknown[]): QueryResult<any> {
      let statement = statements.get(sql)
      if (!statement) {
        statement = prepare(sql)
        if (statements.size === maxStatements) statements.clear()
        statements.set(sql, statement)
      }
      return statement.query(values)
    },
    // A statement of its own: to run one anew ends what it gave before.
    stream: (sql: string, values: readonly unknown[]) => prepare(sql).stream(values),
  }
}

/** Changes nothing, but by a write: only that tells of a full disk or of a file that may not be written. */
function rewrite(sqlite: DatabaseSync): void {
  sqlite.exec('begin immediate')
  try {
    const row = sqlite.prepare('pragma user_version').get()
    sqlite.exec(`pragma user_version = ${row?.['user_version']}; commit`)
  } finally {
    if (sqlite.isTransaction) sqlite.exec('rollback')
  }
}

function adapt(statement: StatementSync) {
  statement.setReadBigInts(true)
  const columns = statement.columns().map(({ name, type }) => ({ name, decode: decoderOf(type?.toLowerCase() ?? null) }))
  const decode = (row: Record<string, unknown>) => {
    for (const column of columns) if (column.decode) row[column.name] = column.decode(row[column.name])
    return row
  }
  return {
    query(values: readonly unknown[]): QueryResult<any> {
      if (columns.length > 0) return { rows: statement.all(...values.map(encode)).map(decode) }
      const { changes, lastInsertRowid } = statement.run(...values.map(encode))
      return { rows: [], numAffectedRows: BigInt(changes), insertId: BigInt(lastInsertRowid) }
    },
    *stream(values: readonly unknown[]) {
      for (const row of statement.iterate(...values.map(encode))) yield decode(row)
    },
  }
}
