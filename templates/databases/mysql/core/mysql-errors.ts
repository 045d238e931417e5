import { missingError, referredError, takenError } from './database-errors.ts'
import { BadRequestError, UnavailableError } from './errors.ts'

/** What the server says and what `mysql2` throws. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
type MysqlError = Error & { errno?: number; sql?: string }

const codes = {
  taken: new Set([1062, 1586]),
  missing: new Set([1216, 1452]),
  referred: new Set([1217, 1451]),
  tooLarge: new Set([1264, 1690]),
  // Too long, or not of the type.
  malformed: new Set([1265, 1292, 1300, 1366, 1367, 1406, 1525, 3140]),
  // Too many connections, locks that do not come free, deadlocks, statements that took too long.
  busy: new Set([1040, 1203, 1205, 1213, 1226, 1317, 1969, 3024]),
  // A session or a server that ends.
  ended: new Set([1053, 1152, 1159, 1161, 1927, 4031]),
  // The login, the host, the name of the database.
  refused: new Set([1044, 1045, 1049, 1129, 1130, 1698]),
}

/**
 * What MySQL refuses becomes an error of the domain.
 * @param columns those of the key, where one is taken
 */
export function translate(thrown: unknown, columns: readonly string[] = []): Error {
  const cause = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as MysqlError
  // It holds values, and errors are logged.
  delete cause.sql
  const is = (kind: keyof typeof codes) => codes[kind].has(cause.errno ?? 0)
  if (is('taken')) return takenError(columns, cause, takenKey(cause))
  const { table, referring } = referenceIn(cause.message)
  if (is('missing')) return missingError(referring, cause)
  if (is('referred')) return referredError(table, cause)
  if (is('tooLarge')) return new BadRequestError('A number is too large', { cause })
  if (is('malformed')) return new BadRequestError('A value is not of the type that it should be', { cause })
  if (is('busy')) return new UnavailableError('The database is busy', { cause })
  if (is('refused') || isLost(cause)) return new UnavailableError('The database does not answer', { cause })
  return cause
}

/** Whether nothing can be asked by this connection any more: its server did not say the error, or said it last. */
export const isLost = ({ errno = 0 }: MysqlError): boolean => errno <= 0 || codes.ended.has(errno)

/** The key that is taken, such as in `Duplicate entry 'a' for key 'people.people_name_unique'`; MariaDB names no table. */
export const takenKey = ({ errno = 0, message }: MysqlError): string | undefined =>
  codes.taken.has(errno) ? /'(?:[^'.]+\.)?([^']+)'$/.exec(message)?.[1] : undefined

/** Such as in ``(`shop`.`orders`, CONSTRAINT `key` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))``. */
function referenceIn(message: string): { table: string | undefined; referring: string[] } {
  const [, table, columns = ''] = /`([^`]+)`, CONSTRAINT .+? FOREIGN KEY \((.+?)\)/.exec(message) ?? []
  return { table, referring: columns.match(/[^`, ]+/g) ?? [] }
}
