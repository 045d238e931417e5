import type { Expression, Kysely, SelectQueryBuilder, SqlBool } from 'kysely'
import { z } from 'zod'
import { ConflictError } from '../errors.ts'
import type { Database, Db } from './database.ts'
import { missingError, takenError } from './database-errors.ts'
import { inTransaction } from './transactions.ts'

/** How many rows a batch may have, and how much their JSON may hold. */
export const batchSize = 1_000
export const batchLimits = { parts: 100_000 }

/** The rows of a batch. Too many of them are refused before one is looked at. */
export const batchOf = <Row extends z.ZodType>(row: Row) =>
  z.preprocess((rows, { issues }) => {
    if (!Array.isArray(rows) || rows.length <= batchSize) return rows
    issues.push({ code: 'custom', input: rows, message: `expected at most ${batchSize} rows` })
    return z.NEVER
  }, z.array(row).min(1).max(batchSize))

/**
 * Runs for some rows after the other, in one transaction. Their numbers are powers of two, so that there are few statements, whose plans
 * are kept, and small enough for what a statement may bind.
 */
export async function inChunks<Row extends object, Result>(
  db: Db,
  rows: readonly Row[],
  run: (trx: Db, chunk: Row[]) => Promise<Result[]>,
): Promise<Result[]> {
  const most = 30_000 / (Object.keys(rows[0] ?? {}).length + 2)
  return await inTransaction(db, async (trx) => {
    const results: Result[] = []
    for (let at = 0; at < rows.length; ) {
      const size = 2 ** Math.floor(Math.log2(Math.min(rows.length - at, most)))
      results.push(...(await run(trx, rows.slice(at, at + size))))
      at += size
    }
    return results
  })
}

type Table = keyof Database & string
type Fields = Record<string, any>
type Rows = readonly Fields[]

/** Refuses rows of which one refers to nothing, and says which: `3.customerId`. One query, however many rows there are. */
export async function requireRows(db: Db, table: Table, rows: Rows, field: string, scope?: Expression<SqlBool>): Promise<void> {
  const all = (db as Kysely<any>).selectFrom(table)
  const there = await present(scope ? all.where(scope) : all, 'id', rows.map((row) => row[field]))
  const isMissing = rows.map((row) => row[field] !== null && !there.has(String(row[field])))
  refuse(isMissing, field, missingError([field], undefined))
}

/**
 * Refuses rows of which one has what another has, of those or of these, and says which.
 * @param among what the rows have among which it is unique
 */
export async function requireUnique(db: Db, table: Table, rows: Rows, field: string, among: Fields = {}): Promise<void> {
  const all = (db as Kysely<any>).selectFrom(table).where((row) => row.and(among))
  const taken = await present(all, field, rows.map((row) => row[field]))
  const isTaken = rows.map((row) => {
    const value = String(row[field])
    if (row[field] === null || taken.has(value)) return row[field] !== null
    taken.add(value)
    return false
  })
  refuse(isTaken, field, takenError([field], undefined))
}

/** Those of some values that a column has. */
async function present(rows: SelectQueryBuilder<any, any, {}>, column: string, values: unknown[]): Promise<Set<string>> {
  const wanted = [...new Set(values)].filter((value) => value !== null)
  if (wanted.length === 0) return new Set()
  while (wanted.length & (wanted.length - 1)) wanted.push(wanted.at(-1))
  const found = await rows.select(column).where(column, 'in', wanted).execute()
  return new Set(found.map((row: Fields) => String(row[column])))
}

function refuse(isWrong: boolean[], field: string, { message }: ConflictError): void {
  const places = isWrong.flatMap((wrong, index) => (wrong ? [`${index}.${field}`] : []))
  if (places.length > 0) throw new ConflictError(message, places.slice(0, 20).map((path) => ({ path, message })))
}
