import { setTimeout as sleep } from 'node:timers/promises'
import type { CompiledQuery, DatabaseConnection } from 'kysely'
import { isBusy, translate } from './sqlite-errors.ts'
import type { Sqlite } from './sqlite.ts'
import type { Turns } from './turns.ts'

/** Reads have one of their own, and so wait for nobody. A database in memory has but one. */
export type Connections = { reading: Sqlite; writing: Sqlite }

/** For how long (ms) a query waits for others. */
const patience = 5_000

export type Connection = DatabaseConnection & { hasTurn: () => boolean }

/** For one query, or those of a transaction: reads with the reading connection, until it has had its turn to write. */
export function connect({ reading, writing }: Connections, turns: Turns): Connection {
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
      for (let pause = 1; ; pause = Math.min(pause * 2, 20)) {
        try {
          return sqlite.query(sql, parameters)
        } catch (error) {
          if (!isBusy(error) || Date.now() > deadline) throw translate(error, { node, sqlite })
        }
        // Another process has the lock.
        await sleep(pause)
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
