import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

export interface Case {
  readonly source: string
  readonly case: string
  readonly dialect: string
  readonly before: string
  readonly after: string
  readonly renames?: readonly string[]
  readonly ndiffs?: number
}

const folder = path.resolve(import.meta.dirname, '../../../shared/cases')
const readCases = (file: string): Case[] =>
  readFileSync(path.join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Case)

/** The public cases for SQLite; none where ../shared/cases is not there. */
export const cases: readonly Case[] = existsSync(folder)
  ? ['sqldef.jsonl', 'alembic.jsonl'].flatMap(readCases).filter(({ dialect }) => dialect === 'sqlite')
  : []
