import { checkedColumns, invalidError, missingError, referredError, takenError, unavailableError } from './database-errors.ts'

/** What the server says and what `mysql2` throws. */
type MysqlError = Error & { code?: string; errno?: number; sql?: string }

/** What each code is, of MySQL and of MariaDB. https://dev.mysql.com/doc/mysql-errors/8.4/en/server-error-reference.html */
const codes = {
  taken: new Set([1062, 1169, 1586, 1859]),
  orphaned: new Set([1216, 1452]),
  referred: new Set([1217, 1451]),
  missing: new Set([1048, 1364]),
  range: new Set([1264, 1441, 1690]),
  // For a column, a row or a packet, or nested too deep.
  large: new Set([1118, 1153, 1406, 3157]),
  text: new Set([1300, 1977, 3854]),
  check: new Set([1369, 3819, 4025]),
  malformed: new Set([1265, 1292, 1366, 1367, 1411, 1525, 3140, 3141, 3156]),
  // Locks, deadlocks, statements that took too long; too many connections, too little memory.
  busy: new Set([
    1020, 1037, 1038, 1040, 1041, 1047, 1135, 1203, 1205, 1206, 1213, 1226, 1317, 1614, 1637, 1969, 3024, 3058, 3572,
  ]),
  full: new Set([1021, 1026, 1114]),
  readOnly: new Set([1290, 1792, 1836, 1874]),
  broken: new Set([1030, 1033, 1034, 1194, 1195, 1712, 1877, 1932]),
  // The login, the host, the name of the database.
  down: new Set([1044, 1045, 1046, 1049, 1129, 1130, 1251, 1524, 1698, 1820, 1862, 3032, 3118, 3159, 4151]),
} as const
/** A session or a server that ends. */
const ended = new Set([1053, 1077, 1152, 1153, 1158, 1159, 1160, 1161, 1184, 1927, 3168, 3169, 4031])

const hints: Record<number, string> = {
  1045: 'look at the user and the password in DATABASE_URL',
  1049: 'create it, or look at its name in DATABASE_URL',
  1698: 'look at the user and the password in DATABASE_URL',
}

/**
 * What MySQL refuses becomes an error of the domain; what is left is a bug.
 * @param columns those of the key, where one is taken
 */
export function translate(thrown: unknown, columns: readonly string[] = []): Error {
  const cause = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as MysqlError
  const kind = kindOf(cause)
  const refused = refusedColumns(cause)
  // It holds values, and errors are logged.
  delete cause.sql
  switch (kind) {
    case undefined:
      return cause
    case 'taken':
      return takenError(columns, cause, takenKey(cause))
    case 'orphaned':
      return missingError(referenceIn(cause).columns, cause)
    case 'referred':
      return referredError(referenceIn(cause).table, cause)
    case 'missing': case 'range': case 'large': case 'text': case 'check': case 'malformed':
      return invalidError(refused, kind, cause)
    default:
      return unavailableError(kind, cause, hints[cause.errno ?? 0])
  }
}

function kindOf(error: MysqlError): keyof typeof codes | undefined {
  const kinds = Object.keys(codes) as (keyof typeof codes)[]
  return kinds.find((kind) => codes[kind].has(error.errno ?? 0)) ?? (isLost(error) ? 'down' : undefined)
}

/** Whether nothing can be asked by this connection any more: its server did not say the error, or said it last. */
export const isLost = ({ errno = 0 }: MysqlError): boolean => errno <= 0 || ended.has(errno)

/** Whether it may well work the second time: a deadlock, a row that was changed meanwhile. */
export const isPassing = ({ errno = 0 }: MysqlError): boolean => errno === 1213 || errno === 1020

/** The key that is taken, such as in `Duplicate entry 'a' for key 'people.people_name_unique'`; MariaDB names no table. */
export const takenKey = ({ errno = 0, message }: MysqlError): string | undefined =>
  codes.taken.has(errno) ? /'(?:[^'.]+\.)?([^']+)'$/.exec(message)?.[1] : undefined

/** The table that a statement changes. */
export const changedTable = (sql = ''): string | undefined => /^(?:insert into|update|delete from) `?(\w+)/.exec(sql)?.[1]

/** Such as in ``(`shop`.`orders`, CONSTRAINT `key` FOREIGN KEY (`customer_id`) REFERENCES `customers` (`id`))``. */
function referenceIn({ message }: MysqlError): { table: string | undefined; columns: string[] } {
  const [, table, columns = ''] = /`([^`]+)`, CONSTRAINT .+? FOREIGN KEY \((.+?)\)/.exec(message) ?? []
  return { table, columns: columns.match(/[^`, ]+/g) ?? [] }
}

/** Such as in ``Out of range value for column 'total' at row 1`` or ``CONSTRAINT `orders.data` failed for `shop`.`orders` ``. */
function refusedColumns({ errno = 0, message, sql }: MysqlError): string[] {
  if (!codes.check.has(errno)) return /.*(?:column|field) (\S+)/is.exec(message)?.[1]?.match(/\w+/g)?.slice(-1) ?? []
  const check = /constraint [`'](.+?)[`']/i.exec(message)?.[1]
  const [, column] = check?.split('.') ?? []
  return column ? [column] : checkedColumns(check, changedTable(sql))
}
