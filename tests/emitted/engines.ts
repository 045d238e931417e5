import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import * as mysql from './mysql.ts'
import * as postgres from './postgres.ts'
import { shop } from './shop.ts'

interface Engine {
  readonly answers: Partial<Answers>
  readonly isServed?: boolean
  readonly installed: () => Promise<string>
  readonly url: () => Promise<string>
}
/** Each database that a project may be on, and one kind of ids with it. */
export const engines: Record<string, Engine> = {
  SQLite: { answers: {}, installed: async () => shop, url: async () => 'sqlite::memory:' },
  PGlite: {
    answers: { database: 'postgres', ids: 'uuid' },
    installed: postgres.postgresShop,
    url: async () => 'pglite::memory:',
  },
  PostgreSQL: {
    answers: { database: 'postgres', ids: 'uuid' },
    isServed: await postgres.hasServer(),
    installed: postgres.postgresShop,
    url: postgres.createDatabase,
  },
  MariaDB: {
    answers: { database: 'mysql' },
    isServed: await mysql.hasServer(),
    installed: mysql.mysqlShop,
    url: mysql.createDatabase,
  },
}
/** Those that answer here. */
export const served = Object.keys(engines).filter((name) => engines[name]!.isServed ?? true)

/** A project, loaded into this process, on a database of its own. */
export async function openProject(folder: string, DATABASE_URL: string, NODE_ENV: string) {
  const load = async (file: string) => await import(pathToFileURL(path.join(folder, file)).href)
  const { closeResources, openResources } = await load('resources.ts')
  let log = ''
  const logger = (await load('core/logging.ts')).createLogger(
    { LOG_LEVEL: 'warn', NODE_ENV: 'test' },
    { write: (line: string) => (log += line) },
  )
  const settings = (await load('settings.ts')).parseSettings({ NODE_ENV, DATABASE_URL, LOG_LEVEL: 'silent' })
  const resources = { ...openResources(settings), logger }
  onTestFinished(() => closeResources(resources))
  const app = (await load('app.ts')).createApp(resources)
  return {
    request: app.request as (url: string, init?: RequestInit) => Promise<Response>,
    migrate: async () => await (await load('core/database/migrations.ts')).upgradeDatabase(resources.db),
    takeLog() {
      const taken = log
      log = ''
      return taken
    },
  }
}
