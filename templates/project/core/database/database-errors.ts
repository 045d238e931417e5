import { ConflictError, UnavailableError, ValidationError } from '../errors.ts'

// What databases refuse and fail with, in the same words on each. A column is told as the field that it is.

/** @param key the name of what they are the key of, for where nobody knows the columns */
export function takenError(columns: readonly string[], cause: unknown, key = 'key'): ConflictError {
  const fields = columns.map(toField)
  return conflict(fields, `Another row has the same ${fields.join(', ') || key}`, cause)
}

export function missingError(columns: readonly string[], cause: unknown): ConflictError {
  const fields = columns.map(toField)
  return conflict(fields, `There is no row that ${fields.join(', ') || 'it'} could refer to`, cause)
}

/** @param table whose rows refer to one that was to go */
export const referredError = (table: string | undefined, cause: unknown): ConflictError =>
  conflict([], `${table ? `Rows of ${table}` : 'Other rows'} still refer to it`, cause)

const refusals = {
  missing: 'Required',
  malformed: 'Not of the type that it should be',
  range: 'Out of range',
  large: 'Too long',
  text: 'Holds a character that cannot be kept',
  check: 'Not one of the values that it may have',
}

/** @param columns those whose values are refused, where the database says them */
export function invalidError(columns: readonly string[], refusal: keyof typeof refusals, cause: unknown): ValidationError {
  const message = refusals[refusal]
  const issues = columns.map((column) => ({ path: toField(column), message }))
  return new ValidationError(issues, issues.length > 0 ? undefined : `A value is refused: ${message}`, { cause })
}

const failures = {
  busy: 'The database is busy',
  down: 'The database does not answer',
  full: 'The database is full',
  readOnly: 'The database takes no changes',
  broken: 'The database cannot read what it keeps',
}
const passing = new Set<string>(['busy', 'down'])
let last: { failure: UnavailableError; until: number } | undefined

/** @param hint what to do about it */
export function unavailableError(failure: keyof typeof failures, cause: unknown, hint?: string): UnavailableError {
  const reason = hint === undefined ? cause : new Error(`${(cause as Error).message}: ${hint}`, { cause })
  const error = new UnavailableError(failures[failure], { cause: reason })
  if (!passing.has(failure)) last = { failure: error, until: Date.now() + 30_000 }
  return error
}

/** What kept the database from taking a change in the last half minute: to only read would not find it. */
export const lastFailure = (): UnavailableError | undefined => (last && Date.now() < last.until ? last.failure : undefined)

/** The column of a check by its usual name, such as `orders_status_check`. */
export function checkedColumns(check = '', table = ''): string[] {
  const column = check.startsWith(`${table}_`) && check.endsWith('_check') ? check.slice(table.length + 1, -6) : ''
  return column ? [column] : []
}

const conflict = (fields: string[], message: string, cause: unknown) =>
  new ConflictError(message, fields.map((path) => ({ path, message })), { cause })

const toField = (column: string): string => column.replaceAll(/_./g, (match) => match[1]!.toUpperCase())
