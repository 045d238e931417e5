import type { Log } from './kysely.ts'

/** The last statement that the database refused. */
export const failedStatement: { sql: string | undefined } = { sql: undefined }

export const rememberFailed: Log = ({ level, query }) => {
  if (level === 'error') failedStatement.sql = query.sql
}
