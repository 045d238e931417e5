import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import type { Index } from '../schema.ts'
import { mentions, nameKey } from './expression.ts'
import { isText } from './type.ts'

/** What becomes of the columns of a table, as far as others hang on it; names by their keys. */
export interface TableImpact {
  /** The columns that go, for good or to come back anew. */
  readonly lost: ReadonlySet<string>
  /** Those that get another type, or another collation: no reference may hold them meanwhile. */
  readonly retyped: ReadonlySet<string>
}

/** By the key of the table's name. */
export type Impact = ReadonlyMap<string, TableImpact>

export const untouched: TableImpact = { lost: new Set(), retyped: new Set() }

export const impactOf = ({ difference }: PlanRequest): Impact =>
  new Map(difference.altered.map((table) => [nameKey(table.to.name), tableImpact(table)]))

function tableImpact(difference: TableDifference): TableImpact {
  const { from, to, columns, alteredColumns } = difference
  const gone = columns.dropped.map(({ name }) => name)
  const retyped = [
    ...alteredColumns.filter(isRetyped).map((column) => column.to.name),
    ...(from.collation === to.collation ? [] : to.columns.filter(isBareText).map(({ name }) => name)),
  ]
  const replaced = alteredColumns.filter(isReplaced).map((column) => column.to.name)
  const recomputed = from.columns
    .filter(
      ({ generated }) =>
        generated && [...gone, ...replaced, ...retyped].some((name) => mentions(generated.expression, name)),
    )
    .map(({ name }) => name)
  return { lost: keys([...gone, ...replaced, ...recomputed]), retyped: keys(retyped) }
}

const keys = (names: readonly string[]): ReadonlySet<string> => new Set(names.map(nameKey))

/** Whether a column has the collation of its table. */
export const isBareText = ({ type, collation }: { readonly type: string; readonly collation?: string }): boolean =>
  isText(type) && collation === undefined

export const isRetyped = ({ aspects }: ColumnDifference): boolean =>
  aspects.includes('type') || aspects.includes('collation')

/** A plain column can be made out of one that is computed and stored: nothing else. */
const isReplaced = ({ from, to, aspects }: ColumnDifference): boolean =>
  to.generated
    ? aspects.includes('generated') || isRetyped({ from, to, aspects })
    : from.generated !== undefined && !from.generated.stored

/** Whether an index is of one of these columns. */
export const indexHits = ({ columns }: Index, names: ReadonlySet<string>): boolean =>
  columns.some((column) =>
    'column' in column
      ? names.has(nameKey(column.column))
      : [...names].some((name) => mentions(column.expression, name)),
  )
