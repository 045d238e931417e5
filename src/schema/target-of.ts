import type { Column, Table } from './schema.ts'

/** The column that a column refers to, where it does. */
export function targetOf(
  { name }: Pick<Column, 'name'>,
  { foreignKeys }: Table,
): { readonly table: string; readonly column: string } | undefined {
  const key = foreignKeys.find(({ columns }) => columns.includes(name))
  return key && { table: key.table, column: key.references[key.columns.indexOf(name)]! }
}
