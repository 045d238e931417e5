import { ConflictError, UnavailableError, ValidationError } from './errors.ts'

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

export function invalidError(columns: readonly string[], message: string, cause: unknown): ValidationError {
  const issues = columns.map((column) => ({ path: toField(column), message }))
  return new ValidationError(issues, issues.length > 0 ? undefined : message, { cause })
}

const reasons = {
  busy: 'The database is busy',
  down: 'The database does not answer',
  full: 'The database is full',
  readOnly: 'The database takes no changes',
}

export const unavailableError = (reason: keyof typeof reasons, cause: unknown): UnavailableError =>
  new UnavailableError(reasons[reason], { cause })

const conflict = (fields: string[], message: string, cause: unknown) =>
  new ConflictError(message, fields.map((path) => ({ path, message })), { cause })

const toField = (column: string): string => column.replaceAll(/_./g, (match) => match[1]!.toUpperCase())
