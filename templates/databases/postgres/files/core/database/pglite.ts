import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { PGlite, Transaction } from '@electric-sql/pglite'
import type { PGlite as KyselyPGlite } from 'kysely'
import { StartError } from '../errors.ts'
import { lockFolder } from './pglite-lock.ts'
import { translate } from './postgres-errors.ts'
import { encode, parsers } from './postgres-types.ts'

/** What `create extension` finds in PGlite, of PostgreSQL's contrib: 'citext', 'uuid-ossp'. A server has its own. */
const extensions: string[] = []

/** Opens PGlite in the shape that Kysely's dialect asks for: in a folder, or in memory. It is for development and tests. */
export async function openPglite(folder?: string): Promise<KyselyPGlite> {
  const library = await import('@electric-sql/pglite').catch((cause: unknown) => {
    throw new StartError('DATABASE_URL: PGlite is for development, and not installed here', { cause })
  })
  if (folder === undefined) return adapt(await library.PGlite.create(await anew(library)))

  mkdirSync(path.dirname(folder), { recursive: true })
  const unlock = await lockFolder(folder)
  try {
    const options = await (existsSync(folder) ? asItIs() : anew(library))
    return adapt(await library.PGlite.create(folder, options), unlock)
  } catch (error) {
    unlock()
    throw error
  }
}

function adapt(pglite: PGlite, closed = () => {}): KyselyPGlite {
  const queryOf = (target: PGlite | Transaction) => async (sql: string, values?: unknown[], options?: object) => {
    try {
      return await target.query<any>(sql, values?.map(encode), options)
    } catch (error) {
      throw translate(error, { sql, values: values ?? [] })
    }
  }
  return {
    closed: false,
    ready: true,
    waitReady: pglite.waitReady,
    query: queryOf(pglite),
    transaction: (run) => pglite.transaction((trx) => run({ query: queryOf(trx), rollback: () => trx.rollback() })),
    async close() {
      await pglite.close()
      closed()
    },
  }
}

type Library = typeof import('@electric-sql/pglite')
const asItIs = async () => ({ parsers, extensions: Object.fromEntries(await Promise.all(extensions.map(loadExtension))) })
const anew = async (library: Library) => ({ ...(await asItIs()), loadDataDir: await readImage(library) })

async function loadExtension(name: string) {
  const key = name.replace('-', '_')
  const library = await import(`@electric-sql/pglite/contrib/${key}`).catch((cause: unknown) => {
    throw new StartError(`PGlite has no extension ${name}`, { cause })
  })
  return [key, library[key]]
}

/** An empty database as a file. To make one takes seconds, to copy it a part of one: so it is made once. */
async function readImage({ PGlite }: Library): Promise<Blob> {
  const main = createRequire(import.meta.url).resolve('@electric-sql/pglite')
  const { version } = JSON.parse(readFileSync(path.join(main, '../../package.json'), 'utf8')) as { version: string }
  const file = path.resolve('node_modules/.cache', `pglite-${version}.tar`)
  if (!existsSync(file)) {
    const empty = await PGlite.create({ initDbStartParams: ['--wal-segsize=1'] })
    // Half of it, which nothing here is made from.
    await empty.exec("update pg_database set datistemplate = false where datname like 'template_'")
    for (const name of ['template0', 'template1']) await empty.exec(`drop database ${name}`)
    const image = await empty.dumpDataDir('none')
    await empty.close()
    mkdirSync(path.dirname(file), { recursive: true })
    // Several processes may make it at once.
    writeFileSync(`${file}.${process.pid}`, Buffer.from(await image.arrayBuffer()))
    renameSync(`${file}.${process.pid}`, file)
  }
  return new Blob([readFileSync(file)])
}
