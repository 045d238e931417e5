import { missingError, referredError, takenError } from './database-errors.ts'
import { BadRequestError, UnavailableError } from './errors.ts'

/** What PostgreSQL and its drivers throw. https://www.postgresql.org/docs/current/errcodes-appendix.html */
type PostgresError = Error & { code?: string; severity?: string; detail?: string; constraint?: string; table?: string; routine?: string }

/** What PostgreSQL refuses becomes an error of the domain. */
export function translate(thrown: unknown): Error {
  const cause = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as PostgresError
  const { code = '', detail = '', constraint, table } = cause
  // It may hold a whole row, and errors are logged.
  delete cause.detail
  if (code === '23505') return takenError(columnsOf(detail), cause, constraint)
  // PostgreSQL 18 has a code of its own for `on delete restrict`.
  if (code === '23503' || code === '23001') {
    return isReferred.test(detail) ? referredError(table, cause) : missingError(columnsOf(detail), cause)
  }
  if (code === '22021' || code === '22P05') return new BadRequestError('A text holds what cannot be kept', { cause })
  if (code === '22003') return new BadRequestError('A number is too large', { cause })
  if (isMalformed(cause)) return new BadRequestError('A value is not of the type that it should be', { cause })
  if (/^(25P0[34]|40001|40P01|53...|55P03|57014)$/.test(code)) return new UnavailableError('The database is busy', { cause })
  if (cause.routine === outdated) return new UnavailableError('The database has changed', { cause })
  if (isUnreachable(cause)) return new UnavailableError('The database does not answer', { cause })
  return cause
}

/**
 * Whether nothing can be asked by this connection any more: its server did not say the error, or said it last, or what it
 * has planned is of another time.
 */
export function isLost(error: unknown): boolean {
  const { severity, routine } = error as PostgresError
  return severity !== 'ERROR' || routine === outdated
}

/** What refuses a statement that was planned before a migration gave a column another type: it has no code of its own. */
const outdated = 'RevalidateCachedQuery'

/** Such as `Key (first_name, born)=(Ada, 1815) already exists.` */
const columnsOf = (detail: string): string[] =>
  /\((.+?)\)=\(/.exec(detail)?.[1]?.replaceAll('"', '').split(', ') ?? []

/** Such as `Key (id)=(1) is still referenced from table "orders".` */
const isReferred = /referenced from table "[^"]*"\.$/

const isMalformed = ({ code = '', message }: PostgresError): boolean =>
  /^(22001|22007|22008|22P02|22P03)$/.test(code) || /^Invalid input for \w+ type/.test(message)

/** Errors of a connection, of a server that starts or stops, of a login; and those that drivers give no code. */
const isUnreachable = ({ code = '', message }: PostgresError): boolean =>
  code === '' ? /timeout|terminated|closed|not queryable/i.test(message) : /^(08|28|3D|57P|E[A-Z]{3})/.test(code)
