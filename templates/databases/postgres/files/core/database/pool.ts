import { AsyncLocalStorage } from 'node:async_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { PostgresPool, PostgresPoolClient } from 'kysely'
import { Pool, type PoolClient, type QueryConfig, types } from 'pg'
import { StartError, UnavailableError } from '../errors.ts'
import { isLost, isOfPooler, isPassing, translate } from './postgres-errors.ts'
import { encode, parsers } from './postgres-types.ts'

/** Nothing waits for ever: for how long (ms) one waits for a connection, and a transaction may do nothing. */
const limits = { connectionTimeoutMillis: 2_000, idle_in_transaction_session_timeout: 10_000, keepAlive: true }

export type PoolOptions = {
  readOnly?: boolean
  /** How many connections there are at most. */
  size?: number
  /** For how many seconds a statement may run. */
  timeout?: number
  logger?: { warn: (fields: { err: Error }, message: string) => void }
}

const patience = new AsyncLocalStorage<true>()
/** Queries inside wait as long as the server lets them. */
export const patiently = <Result>(run: () => Promise<Result>) => patience.run(true, run)

const names = new Map<string, string>()

/** To plan a statement takes longer than to read a row by it: so many of a process are planned once on each connection. */
function nameOf(text: string): string | undefined {
  // What `*` stands for is another thing after a migration, and the plan would be refused.
  if (text.includes('*')) return undefined
  if (!names.has(text) && names.size < 200) names.set(text, `statement_${names.size}`)
  return names.get(text)
}

/** Opens a pool of connections in the shape that Kysely's dialect asks for. The first is made when it is needed. */
export function openPool(url: string, { readOnly = false, size = 10, timeout = 5, logger }: PoolOptions): PostgresPool {
  const { connectionString, options } = splitUrl(url)
  const pool = new Pool({
    ...limits,
    connectionString,
    options: readOnly ? `${options} -c default_transaction_read_only=on` : options,
    max: size,
    statement_timeout: timeout * 1_000,
    // Of a server that does not even say that this was too long.
    query_timeout: timeout * 1_000 + 1_000,
    types: { getTypeParser: (oid: number, format) => parsers[oid] ?? types.getTypeParser(oid, format) },
    // Unlike an option of the session, a pooler keeps it with whoever said it.
    onConnect: async (client) => void (await client.query("set time zone 'UTC'")),
  })

  let isBehindPooler = false
  /** A pooler such as PgBouncer takes no options of a session, and another session may not have what this one prepared. */
  const goBehindPooler = () => {
    isBehindPooler = true
    Object.assign(pool.options, { options, statement_timeout: 0, idle_in_transaction_session_timeout: 0 })
  }

  const clients = new Set<PoolClient & { unref?: () => void }>()
  // Without a listener, a connection that is lost while nobody uses it would end the process.
  pool.on('error', (err) => logger?.warn({ err }, 'a connection to the database was lost'))
  // So would one that is lost between two queries of a transaction: the second one tells.
  pool.on('connect', (client) => void clients.add(client.on('error', () => {})))
  pool.on('remove', (client) => void clients.delete(client))

  async function take(): Promise<PoolClient> {
    if (isBehindPooler && patience.getStore()) throw new StartError(needsServer)
    try {
      return await pool.connect()
    } catch (error) {
      if (isBehindPooler || !isOfPooler(error)) throw translate(error)
      goBehindPooler()
      return await take()
    }
  }

  async function connect(): Promise<PostgresPoolClient> {
    const client = await take()
    let lost: unknown
    const query = async (text: string, values: readonly unknown[] = [], again = true): Promise<unknown> => {
      if (lost) throw new UnavailableError('The connection to the database was lost', { cause: lost })
      try {
        return await client.query(configOf(isBehindPooler ? undefined : nameOf(text), text, values.map(encode)))
      } catch (error) {
        if (isLost(error)) lost = error
        if (isOfPooler(error)) goBehindPooler()
        // Inside of a transaction, what went before would have to be done again, too.
        if (again && isPassing(error) && client.getTransactionStatus() === 'I') return await query(text, values, false)
        throw translate(error, { sql: text, values })
      }
    }
    const release = (destroy = false) => client.release(destroy || lost !== undefined)
    return { query, release } as unknown as PostgresPoolClient
  }

  async function end(): Promise<void> {
    await Promise.race([pool.end(), sleep(1_000, undefined, { ref: false })])
    // A server that says no goodbye keeps no process alive.
    for (const client of clients) client.unref?.()
  }

  return { options: pool.options, connect, end }
}

const needsServer = 'DATABASE_URL: migrations need PostgreSQL itself, not by way of a pooler such as PgBouncer'

function configOf(name: string | undefined, text: string, values: unknown[]): QueryConfig {
  // `@types/pg` does not know that a query may have a limit of its own.
  return patience.getStore() ? Object.assign({ text, values }, { query_timeout: 2 ** 31 - 1 }) : { name, text, values }
}

/** The `options` of a URL go together with those of the pool, which they would replace. */
function splitUrl(url: string): { connectionString: string; options: string } {
  const target = new URL(url)
  const options = target.searchParams.get('options') ?? ''
  target.searchParams.delete('options')
  // As PostgreSQL's own programs take it: encrypted, whoever signed the certificate. `pg` would take it for `verify-full`.
  if (target.searchParams.get('sslmode') === 'require') target.searchParams.set('uselibpqcompat', 'true')
  return { connectionString: target.href, options }
}
