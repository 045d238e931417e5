import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../errors.ts'
import type { BuiltModel } from '../schema/models/build.ts'
import { createStatements } from '../schema/postgres/create.ts'
import { readSchema } from '../schema/postgres/read-schema.ts'
import type { Schema } from '../schema/schema.ts'
import type { Kysely } from './kysely.ts'
import { failed } from './load.ts'

/** As much of a PGlite as is needed here. */
interface PGlite {
  readonly exec: (sql: string) => Promise<unknown>
  readonly query: (sql: string) => Promise<{ readonly rows: readonly object[] }>
}

/** As much of a client of `pg`. */
interface Client extends Pick<PGlite, 'query'> {
  readonly connect: () => Promise<unknown>
  readonly end: () => Promise<void>
}

let booted: Promise<PGlite> | undefined

/** The project's own PGlite, in memory and with nothing in it: it takes a second to start, so there is one for all. */
export async function emptyPostgres(): Promise<PGlite> {
  booted ??= loadOwn<{ PGlite: { create: () => Promise<PGlite> } }>('@electric-sql/pglite').then(({ PGlite }) =>
    PGlite.create(),
  )
  const client = await booted
  await client.exec('drop schema public cascade; create schema public')
  return client
}

/** The project's own Kysely, on a PGlite. */
export async function kyselyOf(pglite: PGlite): Promise<Kysely> {
  const module = await loadOwn<Record<'Kysely' | 'PGliteDialect', new (options: object) => Kysely>>('kysely')
  return new module.Kysely({ dialect: new module.PGliteDialect({ pglite }) })
}

/**
 * Models as PostgreSQL has their tables once they are built: what it spells its own way is spelt so on both sides.
 * @throws UsageError that names the one whose SQL it refuses
 */
export async function readBuilt(models: readonly BuiltModel[]): Promise<Schema> {
  const client = await emptyPostgres()
  const tables = models.map(({ table }) => table)
  for (const sql of createStatements({ engine: 'postgres', tables, views: [] })) {
    await client.exec(sql).catch((error: unknown) => {
      const model = models.find(({ table }) => sql.includes(` ${table.name} `)) ?? models[0]!
      const hint = `PostgreSQL says so of: ${sql.split('\n', 1)[0]} … Look at its types, defaults, checks and indexes.`
      throw failed('MODEL_REFUSED', model.file, error, hint)
    })
  }
  return await readSchema(async (sql) => (await client.query(sql)).rows)
}

/**
 * The schema of a database on a server. Nothing is written to it.
 * @throws UsageError when it does not answer
 */
export async function readServer(url: string): Promise<Schema> {
  const { Client } = await loadOwn<{ Client: new (options: object) => Client }>('pg')
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
    await client.query('begin isolation level repeatable read read only')
    return await readSchema(async (sql) => (await client.query(sql)).rows)
  } catch (error) {
    const message = (error as Error).message || String((error as NodeJS.ErrnoException).code)
    throw new UsageError('DATABASE_UNREADABLE', `${withoutPassword(url)} cannot be read: ${message}.`)
  } finally {
    await client.end().catch(() => {})
  }
}

const withoutPassword = (url: string): string => url.replace(/(:\/\/[^:/@]*):[^@]*@/, '$1:…@')

/** A module of the project's own dependencies. */
async function loadOwn<Module>(name: string): Promise<Module> {
  try {
    const file = createRequire(path.resolve('package.json')).resolve(name)
    const module = (await import(pathToFileURL(file).href)) as { default?: object }
    return { ...module.default, ...module } as Module
  } catch (error) {
    throw new UsageError(
      'NOT_INSTALLED',
      `\`${name}\` is not installed here: ${(error as Error).message.split('\n', 1)[0]}.`,
      'A project on PostgreSQL has it: run this in one, or install it.',
    )
  }
}
