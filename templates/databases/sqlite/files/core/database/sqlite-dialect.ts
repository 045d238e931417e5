import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely'
import { unavailableError } from './database-errors.ts'
import { UnavailableError } from '../errors.ts'
import { connect, type Connection, type Connections } from './sqlite-connection.ts'
import { translate } from './sqlite-errors.ts'
import { createTurns } from './turns.ts'

/** Kysely's dialect, but that it never stops the process to wait for another one, nor waits for ever. */
export const createDialect = (open: () => Connections): Dialect => ({
  createAdapter: () => new Adapter(),
  createDriver: () => createDriver(open),
  createIntrospector: (db) => new SqliteIntrospector(db),
  createQueryCompiler: () => new SqliteQueryCompiler(),
})

class Adapter extends SqliteAdapter {
  /** Were there one, Kysely itself would give it to one query at a time. */
  override get supportsMultipleConnections() {
    return true
  }
}

function createDriver(open: () => Connections): Driver {
  const turns = createTurns()
  const idle: Connection[] = []
  let connections: Connections | undefined
  const run = async (connection: DatabaseConnection, sql: string) => {
    await connection.executeQuery(CompiledQuery.raw(sql))
  }
  return {
    async init() {
      try {
        connections = open()
      } catch (error) {
        const described = translate(error)
        throw described instanceof UnavailableError ? described : unavailableError('down', error)
      }
    },
    async acquireConnection() {
      return idle.pop() ?? connect(connections!, turns)
    },
    async releaseConnection(connection) {
      if ((connection as Connection).hasTurn()) turns.release()
      else idle.push(connection as Connection)
    },
    async beginTransaction(connection) {
      turns.enterTransaction(connection)
      // One that reads first and then writes may find the lock taken, and could only fail: so all take it at once.
      await run(connection, 'begin immediate')
    },
    commitTransaction: (connection) => run(connection, 'commit'),
    async rollbackTransaction(connection) {
      // After some errors, SQLite has done so itself.
      if (connections?.writing.isInTransaction()) await run(connection, 'rollback')
    },
    savepoint: (connection, name) => run(connection, `savepoint "${name}"`),
    rollbackToSavepoint: (connection, name) => run(connection, `rollback to "${name}"`),
    releaseSavepoint: (connection, name) => run(connection, `release "${name}"`),
    async destroy() {
      if (connections?.reading !== connections?.writing) connections?.reading.close()
      // The last one: only a connection that writes leaves all in one file.
      connections?.writing.close()
    },
  }
}
