import { randomBytes } from 'node:crypto'
import { UsageError } from '../errors.ts'
import { atEnd } from './at-end.ts'
import { inDatabase } from './in-database.ts'
import { withoutPassword } from './own-module.ts'
import { type Client, connect, messageOf } from './postgres-client.ts'
import { openScratch, type Place, type Scratch } from './postgres-scratch.ts'

/**
 * A place on a server, where each database that is needed is made and dropped again.
 * @throws UsageError when it does not answer
 */
export async function openServer(url: string): Promise<Place> {
  const client = await connect(url)
    .catch(async (error: NodeJS.ErrnoException) => {
      // The database of the settings may be yet to be made.
      if (error.code === invalidCatalogName) return await connect(inDatabase(url, 'postgres'))
      throw error
    })
    .catch((error: Error) => {
      throw new UsageError(
        'DATABASE_UNREADABLE',
        `${withoutPassword(url)} does not answer: ${messageOf(error)}.`,
        'The migrations make an extension that PGlite has not, so they are built in a database of their own on that server: start it (docker compose up --wait), or set DATABASE_URL.',
      )
    })
  await sweep(client)
  const { rows } = await client.query(
    'select version() as version, pg_backend_pid() as pid, quote_ident(current_user) as user',
  )
  const [{ version, pid, user }] = rows as [Record<string, string>]

  let name: string | undefined
  let scratch: Scratch | undefined
  const drop = async (): Promise<unknown> => await client.query(`drop database if exists ${name} with (force)`)
  atEnd(async () => {
    // Whatever still runs in it.
    if (name !== undefined) await drop()
    await client.end()
  })
  const empty = async (): Promise<Scratch> => {
    if (name !== undefined) {
      await scratch?.db.destroy()
      await drop()
    }
    name = `paxx_scratch_${pid}_${randomBytes(8).toString('hex')}`
    await client.query(`create database ${name}`).catch((error: Error) => {
      throw new UsageError(
        'SCRATCH_REFUSED',
        `The migrations make an extension that PGlite has not, so they are built in a database of their own on the server, and it cannot be made: ${messageOf(error)}.`,
        `Let the user make and drop such: alter role ${user} createdb`,
      )
    })
    scratch = await openScratch(inDatabase(url, name))
    return scratch
  }
  return { spelling: version!, empty }
}

const invalidCatalogName = '3D000'

/** What a process that was killed left behind: its connection, which the name says, is gone. What is in use is not dropped. */
async function sweep(client: Client): Promise<void> {
  const { rows } = await client.query(`select datname as name from pg_database
    where datname ~ '^paxx_scratch_[0-9]+_[0-9a-f]{16}$'
      and split_part(datname, '_', 3) not in (select pid::text from pg_stat_activity)`)
  for (const { name } of rows) await client.query(`drop database if exists ${String(name)}`).catch(() => {})
}
