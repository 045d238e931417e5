import type { ColumnDifference, Difference } from './difference.ts'
import type { Column, Table } from './schema.ts'

/** A column that rows which are there could not have: it takes no null, and nothing says what they get. */
export interface MissingFill {
  readonly table: string
  readonly column: Column
}

/** What `fills` must have, by `table.column`, for a migration to run on tables that have rows. */
export const missingFills = ({ altered }: Difference, fills: ReadonlyMap<string, string>): MissingFill[] =>
  altered.flatMap(({ to, columns, alteredColumns }) =>
    [...columns.added, ...alteredColumns.filter(losesNull).map((column) => column.to)]
      .filter((column) => needsValue(column, to) && !fills.has(fillKey(to.name, column.name)))
      .map((column) => ({ table: to.name, column })),
  )

export const fillKey = (table: string, column: string): string => `${table}.${column}`

export const losesNull = ({ from, to }: ColumnDifference): boolean => from.nullable && !to.nullable

/** Whether rows can only have the column if somebody says what is in it. A key that the database counts fills itself. */
const needsValue = (column: Column, table: Table): boolean =>
  !column.nullable && column.default === undefined && column.generated === undefined && !isCounted(column, table)

/** Whether the database gives each row a number of its own. */
export const isCounted = ({ name, identity, type }: Column, { primaryKey }: Table): boolean =>
  identity !== undefined || (type === 'integer' && primaryKey?.columns.length === 1 && primaryKey.columns[0] === name)
