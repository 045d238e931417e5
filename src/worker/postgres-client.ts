import { loadOwn } from './own-module.ts'

/** As much of a client of `pg` as is needed here. */
export interface Client {
  readonly query: (sql: string) => Promise<{ readonly rows: readonly Readonly<Record<string, unknown>>[] }>
  readonly connect: () => Promise<unknown>
  readonly end: () => Promise<void>
  readonly on: (event: 'error', listener: () => void) => unknown
}

/** @throws what the server, or the way to it, says */
export async function connect(url: string): Promise<Client> {
  const { Client } = await loadOwn<{ Client: new (options: object) => Client }>('pg', 'PostgreSQL')
  const client = new Client({ connectionString: asOthersRead(url), connectionTimeoutMillis: 10_000 })
  // One that is lost says so to the query that waits for it, too.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    await client.end().catch(() => {})
    throw error
  }
  return client
}

/** As PostgreSQL's own programs take `sslmode=require`, and the project does: `pg` would look at the certificate, too. */
function asOthersRead(url: string): string {
  const target = new URL(url)
  if (target.searchParams.get('sslmode') === 'require') target.searchParams.set('uselibpqcompat', 'true')
  return target.href
}

export const messageOf = (error: NodeJS.ErrnoException): string => error.message || String(error.code)
