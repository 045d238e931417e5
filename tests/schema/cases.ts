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

const folder = path.resolve(import.meta.dirname, '../../../shared/cases')

/** The public cases of an engine; none where they are not there. */
export const casesOf = (dialect: string): Case[] =>
  existsSync(folder)
    ? ['sqldef.jsonl', 'alembic.jsonl'].flatMap(readCases).filter((one) => one.dialect === dialect)
    : []

const readCases = (file: string): Case[] =>
  readFileSync(path.join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)
