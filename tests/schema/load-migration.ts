import { stripTypeScriptTypes } from 'node:module'
import { type Kysely, sql } from 'kysely'

export type Direction = 'up' | 'down'
type Exports = Readonly<Record<Direction, (db: Kysely<unknown>) => Promise<void>>> & { readonly transaction: boolean }

/** A file for each of thousands of migrations would take longer than to run them: what they import is handed in. */
export function loadMigration(source: string): Exports {
  const code = stripTypeScriptTypes(source)
    .replace(/^import .*$/m, '')
    .replaceAll(/^export (?=async function (?:up|down)\(|const transaction )/gm, '')
  // oxlint-disable-next-line typescript/no-implied-eval -- the source is what the test has printed
  return new Function('sql', `${code}\nreturn { up, down, transaction: typeof transaction === 'undefined' }`)(
    sql,
  ) as Exports
}
