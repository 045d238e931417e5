import type { Answers } from './answers.ts'

type Database = Answers['database']

/** Each database, as a person is asked for it. */
export const databaseChoices: Readonly<Record<Database, string>> = {
  sqlite: 'SQLite: one file, built into Node.js',
  postgres: 'PostgreSQL: a server, and PGlite inside Node.js until there is one',
  mysql: 'MySQL or MariaDB: a server',
}

/** `PostgreSQL`, for one. */
export const databaseName = (database: Database): string => databaseChoices[database].split(':', 1)[0]!

/** Whether nothing of a project on a database runs without a server. */
export const needsServer = (database: Database): boolean => database === 'mysql'

/** Whether a DATABASE_URL is one of a database. */
export const isUrlOf = (database: Database, url: string): boolean =>
  url.startsWith(database) || (database === 'postgres' && url.startsWith('pglite:'))
