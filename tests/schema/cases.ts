import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** A pair of schemas from another project's tests: `../shared/cases/README.md`. */
export interface Case {
  readonly source: string
  readonly case: string
  readonly dialect: string
  readonly before: string
  readonly after: string
  readonly renames?: readonly string[]
  readonly ndiffs?: number
  readonly scope: string
  readonly loads?: boolean
}

/** One of a kind that went wrong, with what is right. */
export type ReducedCase = Pick<Case, 'source' | 'case' | 'dialect' | 'before' | 'after'> & { readonly right?: string }

const folder = path.resolve(import.meta.dirname, '../../../shared/cases')

/** The public cases of an engine; none where they are not there. */
export const casesOf = (dialect: string): Case[] =>
  existsSync(folder)
    ? ['sqldef.jsonl', 'alembic.jsonl'].flatMap((file) => readCases(file)).filter((one) => one.dialect === dialect)
    : []

/** The smallest pairs of all engines; none where they are not there. */
export const reducedCases: readonly ReducedCase[] = existsSync(folder) ? readCases<ReducedCase>('reduced.jsonl') : []

/** The schema of a public database, such as `sakila-sqlite.sql`; nothing where it is not there. */
export function databaseCase(file: string): string | undefined {
  const found = path.join(folder, 'databases', file)
  return existsSync(found) ? readFileSync(found, 'utf8') : undefined
}

function readCases<Pair = Case>(file: string): Pair[] {
  const lines = readFileSync(path.join(folder, file), 'utf8').trim().split('\n')
  return lines.map((line) => JSON.parse(line) as Pair)
}
