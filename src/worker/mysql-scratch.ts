import { createHash, randomBytes } from 'node:crypto'
import { UsageError } from '../errors.ts'
import { atEnd } from './at-end.ts'
import { inDatabase } from './in-database.ts'
import { loadExport } from './load.ts'
import { loadOwn, withoutPassword } from './own-module.ts'
import { projectUrl } from './project-url.ts'

export type Rows = readonly Readonly<Record<string, unknown>>[]

/** As much of a connection of `mysql2/promise` as is needed here. */
export interface Connection {
  readonly query: (sql: string, parameters?: readonly unknown[]) => Promise<[Rows, unknown]>
  readonly end: () => Promise<void>
  readonly destroy: () => void
  readonly on: (event: 'error', listener: () => void) => unknown
}

/** The server of the project's settings, and a connection to it that holds what is made there. */
export interface ScratchServer {
  readonly url: string
  readonly connection: Connection
  /** What decides how it spells a schema. */
  readonly spelling: string
  /** What the names of all databases made on it begin with. */
  readonly prefix: string
  /** As the project's database has it. */
  readonly collation: string
}

let opened: Promise<ScratchServer> | undefined
const made = new Set<string>()

/**
 * The server of `DATABASE_URL`: there is one connection for all that this process makes there.
 * @throws UsageError when it does not answer
 */
export async function scratchServer(): Promise<ScratchServer> {
  opened ??= openServer()
  return await opened
}

async function openServer(): Promise<ScratchServer> {
  const url = await projectUrl()
  const connection = await connectAsProject(url).catch(async (error: NodeJS.ErrnoException) => {
    // The database of the settings may be yet to be made.
    if (error.code === 'ER_BAD_DB_ERROR') return await connectAsProject(inDatabase(url, ''))
    throw new UsageError(
      'DATABASE_UNREADABLE',
      `${withoutPassword(url)} does not answer: ${messageOf(error)}.`,
      'Migrations and models are built in a database of their own on that server: start it (docker compose up --wait), or set DATABASE_URL.',
    )
  })
  const [[row]] = await connection.query(`select version() as version, @@sql_mode as mode,
    concat_ws(':', @@hostname, @@port, @@server_id) as place,
    coalesce((select default_collation_name from information_schema.schemata where schema_name = database()),
      'utf8mb4_unicode_ci') as collation`)
  const { version, mode, place, collation } = row as Record<string, string>
  const key = createHash('sha256').update(place!).digest('hex').slice(0, 8)
  const server: ScratchServer = {
    url,
    connection,
    spelling: `${version} ${mode} ${collation}`,
    prefix: `paxx_scratch_${key}_`,
    collation: collation!,
  }
  atEnd(() => dropScratch(server))
  await sweep(server)
  return server
}

/** @throws what the server, or the way to it, says */
export async function connect(url: string): Promise<Connection> {
  const { createConnection } = await loadOwn<{ createConnection: (options: object) => Promise<Connection> }>(
    'mysql2/promise',
    'MySQL',
  )
  const connection = await createConnection({ uri: url, connectTimeout: 10_000, charset: 'utf8mb4' })
  // One that is lost says so to the query that waits for it, too.
  connection.on('error', () => {})
  return connection
}

/** What it refuses of a migration is what the project's own pool refuses: so says its `sql_mode`. */
export async function connectAsProject(url: string): Promise<Connection> {
  const connection = await connect(url)
  await connection.query(await projectSession())
  return connection
}

/** What the project tells a session in which it migrates. */
export async function projectSession(): Promise<string> {
  type Limit = (lock: number, statement: number, idle: number) => string
  const limitSession = await loadExport<Limit>('core/database/pool.ts', 'limitSession')
  return limitSession(60, 0, 28_800)
}

export const messageOf = (error: NodeJS.ErrnoException): string => error.message || String(error.code)

/**
 * Makes an empty database, which goes when this process does. As long as that lives, it holds a lock of that name.
 * @throws UsageError when the user may not
 */
export async function makeScratch(): Promise<string> {
  const { connection, prefix, collation } = await scratchServer()
  const name = prefix + randomBytes(8).toString('hex')
  await connection.query('select get_lock(?, 0)', [name])
  try {
    await connection.query(`create database ${name} collate ${collation}`)
  } catch (error) {
    const [[row]] = await connection.query('select current_user() as user')
    const [user, host] = String(row!['user']).split('@')
    throw new UsageError(
      'SCRATCH_REFUSED',
      `Migrations and models are built in a database of their own, and it cannot be made: ${messageOf(error as Error)}.`,
      `Let the user make and drop such: grant all on \`paxx\\_scratch\\_%\`.* to '${user}'@'${host}'`,
    )
  }
  made.add(name)
  return name
}

/** Drops what this process has made, and lets go of the server. */
async function dropScratch({ connection }: ScratchServer): Promise<void> {
  for (const name of made) await connection.query(`drop database if exists ${name}`).catch(() => {})
  await connection.end()
}

/** What a process that was killed left behind: nobody holds the lock of its name. A lock is known on its server only. */
async function sweep({ connection, prefix }: ScratchServer): Promise<void> {
  const [rows] = await connection.query(
    'select schema_name as name from information_schema.schemata where left(schema_name, ?) = ?',
    [prefix.length, prefix],
  )
  for (const name of rows.map((row) => String(row['name']))) {
    const [[lock]] = await connection.query('select get_lock(?, 0) as held', [name])
    if (Number(lock!['held']) !== 1) continue
    await connection.query(`drop database if exists \`${name}\``).catch(() => {})
    await connection.query('select release_lock(?)', [name])
  }
}
