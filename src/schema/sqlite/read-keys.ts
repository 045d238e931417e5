import type { Index, IndexColumn, PrimaryKey, Unique } from '../schema.ts'
import type { ColumnRow, KeyRow, ObjectRow } from './catalogue.ts'
import { modifierOf, printCollation } from './column-text.ts'
import { nameKey } from './name-key.ts'
import { parseCreateIndex } from './parse-index.ts'
import type { TableDefinition } from './parse-table.ts'

/** The collations of the columns that have one of their own, by the keys of their names. */
export type Collations = ReadonlyMap<string, string>

/** The primary key. It has an index, unless it is the rowid. */
export function primaryKeyOf(
  rows: { readonly columns: readonly ColumnRow[]; readonly keys: readonly KeyRow[] },
  { primaryKey }: TableDefinition,
  collations: Collations,
): PrimaryKey | undefined {
  const members = rows.columns.filter(({ pk }) => pk > 0).toSorted((one, other) => one.pk - other.pk)
  if (members.length === 0) return undefined
  const index = rows.keys.filter(({ origin }) => origin === 'pk')
  return {
    ...(primaryKey?.name !== undefined && { name: primaryKey.name }),
    ...(index.length > 0 ? keyColumns(index, collations) : { columns: members.map(({ name }) => name) }),
    autoIncrement: primaryKey?.autoIncrement === true,
    ...(primaryKey?.onConflict !== undefined && { onConflict: primaryKey.onConflict }),
  }
}

/** The unique constraints that have an index, in the order in which they were declared: of two alike SQLite keeps one. */
export function uniquesOf(
  indexes: readonly (readonly KeyRow[])[],
  { uniques }: TableDefinition,
  collations: Collations,
): Unique[] {
  const own = indexes.filter(([row]) => row!.origin === 'u').map((rows) => keyColumns(rows, collations))
  const left = new Map(own.map((unique) => [identity(unique, collations), unique]))
  return uniques.flatMap(({ name, onConflict, ...declared }) => {
    const key = identity(declared, collations)
    const unique = left.get(key)
    if (!unique || !left.delete(key)) return []
    return [{ ...(name !== undefined && { name }), ...unique, ...(onConflict !== undefined && { onConflict }) }]
  })
}

/** What makes two constraints one to SQLite: columns and collations, in whatever direction. */
const identity = ({ columns, modifiers }: Unique, collations: Collations): string =>
  JSON.stringify(
    columns.map((column, i) => {
      const own = modifiers?.[i]?.replace(/ ?desc$/, '')
      return [nameKey(column), own || printCollation(collationOf(column, collations))]
    }),
  )

function keyColumns(rows: readonly KeyRow[], collations: Collations): Pick<Unique, 'columns' | 'modifiers'> {
  const modifiers = rows.map((row) => modifierOf({ ...ownCollation(row, collations), descending: row.desc === 1 }))
  return { columns: rows.map(({ name }) => name!), ...(modifiers.some(Boolean) && { modifiers }) }
}

/** The collation of a column of an index, if it is not that of the column. */
function ownCollation({ name, coll }: KeyRow, collations: Collations): { readonly collation?: string } {
  const collation = nameKey(coll)
  return collation === collationOf(name!, collations) ? {} : { collation }
}

const collationOf = (column: string, collations: Collations): string => collations.get(nameKey(column)) ?? 'binary'

/** An index. The catalogue has its columns; expressions are in its text alone. */
export function indexOf({ name, sql }: ObjectRow, rows: readonly KeyRow[], collations: Collations): Index {
  const { columns, unique, where } = parseCreateIndex(sql)
  return {
    name,
    columns: columns.map((column, i): IndexColumn => {
      const row = rows[i]
      if (row?.name === undefined || row.name === null) return column
      return { column: row.name, descending: row.desc === 1, ...ownCollation(row, collations) }
    }),
    unique,
    ...(where !== undefined && { where }),
  }
}
