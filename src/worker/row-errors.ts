/** What databases say with an error. */
interface DatabaseError extends Error {
  /** PostgreSQL. */
  readonly code?: unknown
  /** MySQL. */
  readonly sqlState?: unknown
  readonly errno?: unknown
  /** SQLite. */
  readonly errcode?: unknown
}

/** Data was truncated, a value is none, JSON is none, a check is broken: MySQL has states for these that say nothing. */
const rowErrors = new Set<unknown>([1265, 1366, 3140, 3819])

/** CONSTRAINT and MISMATCH: https://www.sqlite.org/rescode.html */
const rowCodes = new Set([19, 20])

/** Whether rows are why a database refuses a statement, as its standard classes 22 and 23 say, or what is like them. */
export function isOfRows(error: unknown): boolean {
  return causesOf(error).some(({ code, sqlState, errno, errcode }) => {
    const isOfClass = [code, sqlState].some((state) => typeof state === 'string' && /^2[23][0-9A-Z]{3}$/.test(state))
    return isOfClass || rowErrors.has(errno) || (typeof errcode === 'number' && rowCodes.has(errcode & 0xff))
  })
}

/** What the database said, under what the project made of it. */
export const rootOf = (error: unknown): Error => causesOf(error).at(-1) ?? new Error(String(error))

const causesOf = (error: unknown): DatabaseError[] =>
  error instanceof Error ? [error as DatabaseError, ...causesOf(error.cause)] : []
