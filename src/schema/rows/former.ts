import type { Dialect } from '../dialect.ts'
import type { Renames } from '../renames.ts'
import type { Column, Schema } from '../schema.ts'
import { unquote } from '../sql/token.ts'

/** How rows are asked for in the database as it is before the migration. */
export interface Former {
  readonly table: (name: string) => string
  /** A column as SQL; nothing where it is not there yet. */
  readonly column: (table: string, name: string) => string | undefined
  /** An expression over a table; nothing where it names a column, or calls a function, that is not there yet. */
  readonly expression: (sql: string, table: string, added: readonly Column[]) => string | undefined
}

export function formerNames(
  { tables, objects = [] }: Schema,
  target: Pick<Schema, 'objects'>,
  renames: Renames,
  { nameKey, mentions, renameIn, tokenize, sql }: Dialect,
): Former {
  const known = new Set(objects.map(({ name }) => name))
  // `function price(integer)`
  const fresh = (target.objects ?? [])
    .filter(({ name }) => !known.has(name))
    .map(({ name }) => unquote(tokenize(name)[1]!))
  const find = (name: string) => tables.find((table) => nameKey(table.name) === nameKey(name))
  const old = (table: string, name: string): string =>
    renames.columns.find((one) => one.table === table && one.to === name)?.from ?? name
  const oldTable = (name: string): string => renames.tables.find(({ to }) => to === name)?.from ?? name
  return {
    table: (name) => sql.identifier(oldTable(name)),
    column(table, name) {
      const column = find(table)?.columns.find((one) => nameKey(one.name) === nameKey(name))
      return column && sql.identifier(old(table, column.name))
    },
    expression(text, table, added) {
      if ([...fresh, ...added.map(({ name }) => name)].some((name) => mentions(text, name))) return undefined
      const columns = renames.columns.filter((one) => one.table === table).map(({ from, to }) => [to, from] as const)
      return renameIn(text, { tables: new Map([[table, oldTable(table)]]), columns: new Map(columns) })
    },
  }
}

/** Those rows of a table for which something is so. */
export const select = (rows: string, where: string): string => `select * from ${rows} where ${where}`
