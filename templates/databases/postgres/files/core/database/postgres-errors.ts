import { invalidError, missingError, referredError, takenError, unavailableError } from './database-errors.ts'
import { columnsOf, isBehind, isReferred, type PostgresError, type Query, refusedColumns } from './postgres-columns.ts'

/** What each code is, the first that fits. https://www.postgresql.org/docs/current/errcodes-appendix.html */
const codes = {
  taken: /^(23505|23P01)$/,
  // PostgreSQL 18 has a code of its own for `on delete restrict`.
  reference: /^(23503|23001)$/,
  missing: /^23502$/,
  range: /^(22003|2200[89]|22015)$/,
  // For a column, for an index, or for the server's stack.
  large: /^(22001|22026|5400[01])$/,
  text: /^(22021|22P05)$/,
  check: /^(23514|44000)$/,
  // What divides by zero or sets a parameter is the project's own.
  malformed: /^22(?!012|023)...$/,
  // Locks, deadlocks, statements and transactions that took too long; too many connections, too little memory.
  busy: /^(40001|40P01|55P03|57014|25P0[34]|53[0234]00|26000|42P05)$/,
  full: /^53100$/,
  readOnly: /^25006$/,
  broken: /^(58...|XX00[12])$/,
  // The connection, the login, the name of the database, a server that starts or stops; TLS, and what the system says.
  down: /^(08...|28...|3D000|57P..|(?!ERR_(?!TLS|SSL))[A-Z_]+)$/,
} as const

const hints: Record<string, string> = {
  '28000': 'look at the user and the password in DATABASE_URL',
  '28P01': 'look at the user and the password in DATABASE_URL',
  '3D000': 'create it, or look at its name in DATABASE_URL',
}

/** What PostgreSQL refuses becomes an error of the domain; what is left is a bug. */
export function translate(thrown: unknown, query: Query = { sql: '', values: [] }): Error {
  const cause = (thrown instanceof AggregateError ? thrown.errors[0] : thrown) as PostgresError
  const { detail = '', constraint, table } = cause
  // It may hold a whole row, and errors are logged.
  delete cause.detail
  const kind = kindOf(cause)
  switch (kind) {
    case undefined:
      return cause
    case 'taken':
      return isBehind(cause, detail, query.sql) ? behindError(cause) : takenError(columnsOf(detail), cause, constraint)
    case 'reference':
      return isReferred(detail) ? referredError(table, cause) : missingError(columnsOf(detail), cause)
    case 'missing': case 'range': case 'large': case 'text': case 'check': case 'malformed':
      return invalidError(refusedColumns(cause, query), kind, cause)
    default:
      // What `pg` says where there is no password has no code.
      return unavailableError(kind, cause, hints[cause.message.startsWith('SASL') ? '28P01' : (cause.code ?? '')])
  }
}

function kindOf({ code = '', message, routine, severity }: PostgresError): keyof typeof codes | undefined {
  const kinds = Object.keys(codes) as (keyof typeof codes)[]
  const kind = kinds.find((one) => codes[one].test(code))
  if (kind) return kind
  if (routine === outdated) return 'busy'
  // PGlite refuses these before it asks.
  if (/^Invalid (input for \w+ type|time value)/.test(message)) return 'malformed'
  const isUnreachable = code === '' && /timeout|terminated|closed|not queryable|SASL|SSL/i.test(message)
  return isUnreachable || severity === 'FATAL' ? 'down' : undefined
}

/**
 * Whether nothing can be asked by this connection any more: its server did not say the error, or said it last, or what it
 * has planned is of another time.
 */
export function isLost(error: unknown): boolean {
  const { severity, routine } = error as PostgresError
  return severity !== 'ERROR' || routine === outdated
}

/** Whether it may well work the second time: a deadlock, transactions that cannot stand beside each other. */
export const isPassing = (error: unknown): boolean => /^(40001|40P01|26000|42P05)$/.test((error as PostgresError).code ?? '')

/** Whether it is a pooler that refuses: the options of a session, or what another session prepared. */
export function isOfPooler(error: unknown): boolean {
  const { code = '', message } = error as PostgresError
  return /^(26000|42P05)$/.test(code) || /unsupported startup parameter/.test(message)
}

/** What refuses a statement that was planned before a migration gave a column another type: it has no code of its own. */
const outdated = 'RevalidateCachedQuery'

/** What counts the ids was left behind, by an import for one. */
function behindError(cause: PostgresError): Error {
  const { table } = cause
  const mend = `select setval(pg_get_serial_sequence('${table}', 'id'), max(id)) from ${table}`
  return new Error(`The sequence ${table}_id_seq is behind the rows of ${table}: ${mend}`, { cause })
}
