import { databases } from '../../src/render/answers.ts'
import * as mysql from './mysql.ts'
import * as postgres from './postgres.ts'

type Database = (typeof databases)[number]

const isServed: Record<Database, boolean> = {
  sqlite: true,
  postgres: await postgres.hasServer(),
  mysql: await mysql.hasServer(),
}

/** Those that a server here has. */
export const servers = (['postgres', 'mysql'] as const).filter((database) => isServed[database])

/** Those that a project's own tests run on here: all but MySQL need no server. */
export const testable = databases.filter((database) => database !== 'mysql' || isServed.mysql)

/** What a project's own tests are told of the server, where they need one. */
export const testEnv = (database: Database): Record<string, string> =>
  database === 'mysql' ? { DATABASE_URL: mysql.server.href } : {}

/**
 * The URL of an empty database; none where no server answers.
 * @param installed whose client makes it, where that is not the one that all tests share
 */
export async function emptyDatabase(database: Database, installed?: string): Promise<string | undefined> {
  if (!isServed[database]) return undefined
  if (database === 'sqlite') return 'sqlite:data/shop.db'
  return await { postgres, mysql }[database].createDatabase(installed)
}
