import { setTimeout as sleep } from 'node:timers/promises'
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
import type { Sqlite } from './sqlite.ts'
import { isBusy, translate } from './sqlite-errors.ts'
import { createTurns, type Turns } from './turns.ts'

/** Reads have one of their own, and so wait for nobody. A database in memory has but one. */
type Connections = { reading: Sqlite; writing: Sqlite }

/** For how long (ms) a query waits for others. */
const patience = 5_000

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

type Connection = DatabaseConnection & { hasTurn: () => boolean }

/** For one query, or those of a transaction: reads with the reading connection, until it has had its turn to write. */
function connect({ reading, writing }: Connections, turns: Turns): Connection {
  let hasTurn = false
  const connection: Connection = {
    hasTurn: () => hasTurn,

    async executeQuery({ sql, parameters, query: node }) {
      const deadline = Date.now() + patience
      if (!hasTurn && (reading === writing || !isRead(node, sql))) {
        if (!turns.take(connection)) await turns.wait(connection, deadline)
        hasTurn = true
      }
      const sqlite = hasTurn ? writing : reading
      try {
        return sqlite.query(sql, parameters)
      } catch (error) {
        const describe = (failure: unknown) => translate(failure, { node, sqlite })
        if (!isBusy(error)) throw describe(error)
        return await retry(() => sqlite.query(sql, parameters), deadline, describe)
      }
    },

    async *streamQuery({ sql, parameters }) {
      const sqlite = hasTurn ? writing : reading
      try {
        for (const row of sqlite.stream(sql, parameters)) yield { rows: [row as any] }
      } catch (error) {
        throw translate(error)
      }
    },
  }
  return connection
}

const isRead = ({ kind }: CompiledQuery['query'], sql: string) => kind === 'SelectQueryNode' || /^\s*select\b/i.test(sql)

/** Tries again while another process has the lock. */
async function retry<Result>(
  query: () => Result,
  deadline: number,
  describe: (error: unknown) => unknown,
): Promise<Result> {
  for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
    await sleep(pause)
    try {
      return query()
    } catch (error) {
      if (!isBusy(error) || Date.now() > deadline) throw describe(error)
    }
  }
}
