import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'
import { takenError, unavailableError } from './database-errors.ts'
import { ConflictError } from './errors.ts'

const maxStatements = 500

/** Opens Node's own SQLite in the shape that Kysely's dialect asks for. */
export function openSqlite(file: string, readOnly = false): SqliteDatabase {
  const sqlite = new DatabaseSync(file, { readOnly })
  sqlite.exec('pragma busy_timeout = 5000; pragma synchronous = normal; pragma foreign_keys = on')
  try {
    if (!readOnly) sqlite.exec('pragma journal_mode = wal')
  } catch (error) {
    // The timeout does not cover this lock: another process is turning it on, for this one too.
    if (!isBusy(error)) throw error
  }
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => sqlite.close(),
    prepare(sql) {
      let statement = statements.get(sql)
      if (!statement) {
        // One that reads first and then writes may find the lock taken, and could only fail: so all take it at once.
        statement = adapt(sqlite.prepare(sql === 'begin' ? 'begin immediate' : sql))
        if (statements.size === maxStatements) statements.clear()
        statements.set(sql, statement)
      }
      return statement
    },
  }
}

function adapt(statement: StatementSync): SqliteStatement {
  const columns = statement.columns().map(({ name, type }) => ({ name, type: type?.toLowerCase() }))
  const decoded = columns.filter(({ type }) => type === 'boolean' || type === 'json')
  const decode = (row: Record<string, unknown>) => {
    for (const { name, type } of decoded) {
      const value = row[name]
      if (type === 'boolean' && value !== null) row[name] = value === 1
      if (type === 'json' && typeof value === 'string') row[name] = JSON.parse(value)
    }
    return row
  }
  return {
    reader: columns.length > 0,
    all: (values) => attempt(() => statement.all(...values.map(encode)).map(decode)),
    run: (values) => attempt(() => statement.run(...values.map(encode))),
    *iterate(values) {
      for (const row of statement.iterate(...values.map(encode))) yield decode(row)
    },
  }
}

export function encode(value: unknown): SQLInputValue {
  if (typeof value === 'boolean') return Number(value)
  const plain = typeof value !== 'object' || value === null || value instanceof Uint8Array
  return plain ? (value as SQLInputValue) : JSON.stringify(value)
}

/** What SQLite refuses becomes an error of the domain. */
function attempt<Result>(query: () => Result): Result {
  try {
    return query()
  } catch (error) {
    const { message } = error as Error
    const [, columns] = /^UNIQUE constraint failed: (.+)/.exec(message) ?? []
    if (columns) throw takenError(columns.replaceAll(/\w+\./g, '').split(', '), error)
    if (message.startsWith('FOREIGN KEY')) {
      throw new ConflictError('A row is referred to that is not there, or still is', [], { cause: error })
    }
    if (isBusy(error)) throw unavailableError('busy', error)
    throw error
  }
}

/** SQLITE_BUSY or SQLITE_LOCKED: the low byte of the code tells. */
const isBusy = (error: unknown) => [5, 6].includes(((error as { errcode?: number }).errcode ?? 0) & 0xff)
