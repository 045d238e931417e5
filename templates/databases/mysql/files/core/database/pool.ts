import { AsyncLocalStorage } from 'node:async_hooks'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { callbackify } from 'node:util'
import type { MysqlPool, MysqlPoolConnection } from 'kysely'
import { createPool, type PoolConnection, type QueryError } from 'mysql2'
import { UnavailableError } from '../errors.ts'
import { changedTable, isLost, isPassing, takenKey, translate } from './mysql-errors.ts'
import { encode, typeCast } from './mysql-types.ts'

/** Nothing waits for ever: for how long (ms) a connection is made, and one is waited for. */
const limits = { connect: 2_000, wait: 3_000 }

/**
 * What a session is told when it begins. MySQL and MariaDB each read the comment that is theirs: MySQL ends reads that
 * take too long, MariaDB writes too. Neither lets a transaction be idle for longer than a session.
 * @param lock how many seconds one may wait for a lock, as a statement may run and a session ask nothing
 */
export const limitSession = (lock: number, statement = lock, idle = 20): string => `set session
  sql_mode = 'STRICT_ALL_TABLES,ONLY_FULL_GROUP_BY,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  time_zone = '+00:00', innodb_lock_wait_timeout = ${lock}, lock_wait_timeout = ${lock}, wait_timeout = ${idle}
  /*!80000 , max_execution_time = ${statement * 1_000}, transaction_isolation = 'READ-COMMITTED' */
  /*M! , max_statement_time = ${statement}, tx_isolation = 'READ-COMMITTED' */`

const patience = new AsyncLocalStorage<true>()
/** Queries inside wait as long as the server lets them. */
export const patiently = <Result>(run: () => Promise<Result>) => patience.run(true, run)

export type PoolOptions = {
  readOnly?: boolean
  /** How many connections there are at most. */
  size?: number
  /** For how many seconds a statement may run. */
  timeout?: number
  logger?: { warn: (fields: { err: Error }, message: string) => void }
}

/** Opens a pool of connections in the shape that Kysely's dialect asks for. The first is made when it is needed. */
export function openPool(url: string, { readOnly = false, size = 10, timeout = 5, logger }: PoolOptions): MysqlPool {
  const pool = createPool({
    ...splitUrl(url),
    timezone: 'Z',
    dateStrings: true,
    supportBigNumbers: true,
    typeCast,
    connectTimeout: limits.connect,
    connectionLimit: size,
    // Idle ones go before the server ends them. (They are looked for only where fewer may be idle than there may be.)
    maxIdle: size - 1,
    idleTimeout: 10_000,
  })
  const begun = new WeakSet<PoolConnection>()
  const sockets = new Set<Socket>()

  async function connect(): Promise<MysqlPoolConnection> {
    const raw = await take(pool)
    const connection = adapt(raw, timeout)
    if (begun.has(raw)) return connection

    begun.add(raw)
    const { stream } = raw as unknown as { stream: Socket }
    sockets.add(stream.once('close', () => sockets.delete(stream)))
    // Without a listener, a connection that is lost while nobody uses it would end the process.
    raw.on('error', (err) => logger?.warn({ err: translate(err) }, 'a connection to the database was lost'))
    try {
      const readOnlyToo = readOnly ? ['set session transaction read only'] : []
      for (const statement of [limitSession(timeout), ...readOnlyToo]) await ask(raw, { sql: statement })
      return connection
    } catch (error) {
      raw.destroy()
      throw translate(error)
    }
  }

  async function end(): Promise<void> {
    await Promise.race([pool.promise().end().catch(() => {}), sleep(1_000, undefined, { ref: false })])
    // A server that says no goodbye keeps no process alive.
    for (const socket of sockets) socket.destroy()
  }

  return { getConnection: callbackify(connect), end: callbackify(end) } as MysqlPool
}

type Pool = ReturnType<typeof createPool>

/** A connection of the pool; `mysql2` itself would wait for ever until one is free. */
async function take(pool: Pool): Promise<PoolConnection> {
  return await new Promise((resolve, reject) => {
    let waiting = true
    const giveUp = setTimeout(() => {
      waiting = false
      reject(new UnavailableError('The database is busy'))
    }, limits.wait)
    pool.getConnection((error, connection) => {
      clearTimeout(giveUp)
      if (error) reject(translate(error))
      else if (waiting) resolve(connection)
      else connection.release()
    })
  })
}

type Ask = { sql: string; values?: unknown[]; timeout?: number | undefined }

const ask = (connection: PoolConnection, query: Ask) =>
  new Promise((resolve, reject) => {
    connection.query(query, (error, result) => (error ? reject(error) : resolve(result)))
  })

function adapt(connection: PoolConnection, timeout: number): MysqlPoolConnection {
  let lost: unknown
  let isInTransaction = false
  /** `mysql2` puts the values in their places itself, and asks for one statement at a time. */
  const asked = (sql: string, values: readonly unknown[]): Ask => ({
    sql,
    values: values.map(encode),
    // Of a server that does not even say that this was too long.
    timeout: patience.getStore() ? undefined : timeout * 1_000 + 1_000,
  })

  async function run(sql: string, values: readonly unknown[], again = true): Promise<unknown> {
    if (lost) throw new UnavailableError('The connection to the database was lost', { cause: lost })
    try {
      return await ask(connection, asked(sql, values))
    } catch (thrown) {
      const error = thrown as QueryError
      if (isLost(error)) lost = error
      // Inside of a transaction, what went before would have to be done again, too.
      if (again && isPassing(error) && !isInTransaction) return await run(sql, values, false)
      const key = takenKey(error)
      throw translate(error, key === undefined ? [] : await columnsOf(connection, key, changedTable(sql)))
    } finally {
      if (/^(begin|start transaction|commit|rollback)$/.test(sql)) isInTransaction = !/^(commit|rollback)$/.test(sql)
    }
  }
  const answer = callbackify((sql: string, values: readonly unknown[]) => run(sql, values))
  return {
    query(sql: string, values: readonly unknown[], done?: (error: unknown, result: unknown) => void) {
      return done ? answer(sql, values, done) : connection.query(asked(sql, values))
    },
    release: () => (lost ? connection.destroy() : connection.release()),
    threadId: connection.threadId,
  } as unknown as MysqlPoolConnection
}

/** The columns of a key, which an error only names. */
async function columnsOf(connection: PoolConnection, key: string, table = ''): Promise<string[]> {
  const sql = `select column_name as name from information_schema.statistics
    where table_schema = database() and table_name = ? and index_name = ? and column_name is not null order by seq_in_index`
  const rows = await ask(connection, { sql, values: [table, key], timeout: limits.connect }).catch(() => [])
  return (rows as { name: string }[]).map(({ name }) => name)
}

/** TLS as a URL has it for `mysql2` (`?ssl={}`), for others (`?ssl=true`), or for MySQL's own programs (`?ssl-mode=required`). */
function splitUrl(url: string): { uri: string; ssl?: object } {
  const target = new URL(url)
  const names = ['ssl-mode', 'sslmode', ...(target.searchParams.get('ssl') === 'true' ? ['ssl'] : [])]
  const [mode] = names.flatMap((name) => target.searchParams.get(name)?.toLowerCase() ?? [])
  for (const name of names) target.searchParams.delete(name)
  if (mode === undefined || mode === 'disabled') return { uri: target.href }
  // To require it says nothing of who signed the certificate.
  return { uri: target.href, ssl: { rejectUnauthorized: !mode.startsWith('requir') } }
}
