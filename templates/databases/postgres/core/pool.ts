import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient, type QueryConfig, types } from 'pg'
import { UnavailableError } from './errors.ts'
import { isLost, translate } from './postgres-errors.ts'
import { encode, parsers } from './postgres-types.ts'

/** Nothing waits for ever: how many connections there are, and for how long (ms) one is waited for, and may be busy or idle. */
const limits = {
  max: 10,
  connectionTimeoutMillis: 2_000,
  statement_timeout: 5_000,
  // Of a server that does not even say that this was too long.
  query_timeout: 6_000,
  idle_in_transaction_session_timeout: 10_000,
  keepAlive: true,
}

const patience = new AsyncLocalStorage<number>()
/** Queries inside wait as long as the server lets them. */
export const patiently = <Result>(run: () => Promise<Result>) => patience.run(2 ** 31 - 1, run)

const names = new Map<string, string>()

/** To plan a statement takes longer than to read a row by it: so many of a process are planned once on each connection. */
function nameOf(text: string): string | undefined {
  // What `*` stands for is another thing after a migration, and the plan would be refused.
  if (text.includes('*')) return undefined
  if (!names.has(text) && names.size < 200) names.set(text, `statement_${names.size}`)
  return names.get(text)
}

function configOf(text: string, values: unknown[]): QueryConfig {
  const query_timeout = patience.getStore()
  // `@types/pg` does not know that a query may have a limit of its own.
  return query_timeout === undefined ? { name: nameOf(text), text, values } : Object.assign({ text, values }, { query_timeout })
}

type Options = {
  readOnly: boolean
  logger: { warn: (fields: { err: Error }, message: string) => void } | undefined
}

/** Opens a pool of connections in the shape that Kysely's dialect asks for. The first is made when it is needed. */
export function openPool(url: string, { readOnly, logger }: Options): PostgresPool {
  const pool = new Pool({
    ...limits,
    connectionString: url,
    options: `-c TimeZone=UTC${readOnly ? ' -c default_transaction_read_only=on' : ''}`,
    types: { getTypeParser: (oid: number, format) => parsers[oid] ?? types.getTypeParser(oid, format) },
  })
  const clients = new Set<PoolClient & { unref?: () => void }>()
  // Without a listener, a connection that is lost while nobody uses it would end the process.
  pool.on('error', (err) => logger?.warn({ err }, 'a connection to the database was lost'))
  // So would one that is lost between two queries of a transaction: the second one tells.
  pool.on('connect', (client) => void clients.add(client.on('error', () => {})))
  pool.on('remove', (client) => void clients.delete(client))
  return {
    options: pool.options,
    async end() {
      await Promise.race([pool.end(), sleep(1_000, undefined, { ref: false })])
      // A server that says no goodbye keeps no process alive.
      for (const client of clients) client.unref?.()
    },
    async connect() {
      const client = await pool.connect().catch((error: unknown) => {
        throw translate(error)
      })
      let lost = false
      const query = async (text: string, values: readonly unknown[] = []) => {
        if (lost) throw new UnavailableError('The connection to the database was lost')
        try {
          return await client.query(configOf(text, values.map(encode)))
        } catch (error) {
          lost = isLost(error)
          throw translate(error)
        }
      }
      const release = (destroy = false) => client.release(destroy || lost)
      return { query, release } as unknown as PostgresPoolClient
    },
  }
}
