import { takenError, unavailableError } from './database-errors.ts'
import { ConflictError } from './errors.ts'

/** What SQLite refuses becomes an error of the domain. */
export function translate(error: unknown): unknown {
  const { message } = error as Error
  const [, columns] = /^UNIQUE constraint failed: (.+)/.exec(message) ?? []
  if (columns) return takenError(columns.replaceAll(/\w+\./g, '').split(', '), error)
  if (message.startsWith('FOREIGN KEY')) {
    return new ConflictError('A row is referred to that is not there, or still is', [], { cause: error })
  }
  return isBusy(error) ? unavailableError('busy', error) : error
}

/** SQLITE_BUSY or SQLITE_LOCKED: the low byte of the code tells. */
export const isBusy = (error: unknown) => [5, 6].includes(((error as { errcode?: number }).errcode ?? 0) & 0xff)
