import type { RootOperationNode } from 'kysely'
import { invalidError, missingError, referredError, takenError, unavailableError } from './database-errors.ts'
import { ConflictError } from '../errors.ts'
import type { Sqlite } from './sqlite.ts'
import { findMissing, findReferring, namesIn, tableOf } from './sqlite-references.ts'

/** What Node throws, with SQLite's code: its low byte is the kind, the rest is more about it. */
type SqliteError = Error & { errcode?: number }

/** What each code is; those that are not here are bugs. https://www.sqlite.org/rescode.html */
const codes = {
  // UNIQUE, PRIMARYKEY, ROWID.
  taken: [2067, 1555, 2579],
  missing: [1299],
  check: [275],
  // DATATYPE, MISMATCH.
  malformed: [3091, 20],
  large: [18],
  // BUSY, LOCKED, PROTOCOL, SCHEMA: each may be gone at the next try.
  busy: [5, 6, 15, 17],
  full: [13],
  // PERM, READONLY.
  readOnly: [3, 8],
  // IOERR, CORRUPT, NOTADB.
  broken: [10, 11, 26],
  // NOMEM, CANTOPEN, NOLFS.
  down: [7, 14, 22],
}

const hints: Record<number, string> = {
  8: 'this process must be allowed to write the file and its folder',
  11: 'restore it from a backup',
  13: 'make room for it',
  14: 'look at DATABASE_URL, and whether this process may read and write that file and its folder',
  26: 'look at DATABASE_URL, or restore it from a backup',
}

/**
 * What SQLite refuses becomes an error of the domain; what is left is a bug.
 * @param query what it was asked, with values, and by which connection
 */
export function translate(thrown: unknown, { node, sqlite }: { node?: RootOperationNode; sqlite?: Sqlite } = {}): unknown {
  const error = thrown as SqliteError
  const kind = kindOf(error)
  switch (kind) {
    case undefined:
      return error
    case 'taken':
      return takenError(columnsIn(error), error, /'(.+)'$/.exec(error.message)?.[1])
    case 'reference':
      return node && sqlite ? explainReference(error, node, sqlite) : new ConflictError(unknownReference, [], { cause: error })
    case 'check':
      return invalidError(node ? checkedIn(error, node) : [], kind, error)
    case 'missing':
    case 'malformed':
    case 'large':
      return invalidError(columnsIn(error), kind, error)
    default:
      return unavailableError(kind, error, hints[(error.errcode ?? 0) & 0xff])
  }
}

const unknownReference = 'A row is referred to that is not there, or still is'

function explainReference(error: Error, node: RootOperationNode, sqlite: Sqlite): ConflictError {
  const missing = findMissing(sqlite, node)
  if (missing.length > 0 || node.kind === 'InsertQueryNode') return missingError(missing, error)
  if (node.kind === 'DeleteQueryNode') return referredError(findReferring(sqlite, node), error)
  return new ConflictError(unknownReference, [], { cause: error })
}

export function kindOf(error: unknown): keyof typeof codes | 'reference' | undefined {
  const { errcode = 0, message } = error as SqliteError
  // SQLite tells of `on delete restrict` with the code of a trigger.
  if (message.startsWith('FOREIGN KEY')) return 'reference'
  const kinds = Object.keys(codes) as (keyof typeof codes)[]
  return kinds.find((kind) => codes[kind].includes(errcode) || codes[kind].includes(errcode & 0xff))
}

export const isBusy = (error: unknown): boolean => kindOf(error) === 'busy'

/** Such as in `UNIQUE constraint failed: people.first_name, people.born`. */
const columnsIn = ({ message }: Error): string[] => [...message.matchAll(/\w+\.(\w+)/g)].map(([, column]) => column!)

/** The columns that a check is about, as its condition (`total > 0`) or its name (`orders_total_check`) says. */
function checkedIn({ message }: Error, query: RootOperationNode): string[] {
  const words = message.replace(new RegExp(`^.*?: (${tableOf(query)}_(?=\\w+$))?`), '').split(/\W+/)
  const isIn = (column: string, word: string) => word === column || (!words[1] && `_${word}_`.includes(`_${column}_`))
  const found = namesIn(query).filter((column) => words.some((word) => isIn(column, word)))
  // `status` is in `status_total`, too.
  return found.filter((column) => !found.some((other) => other !== column && isIn(column, other)))
}
