import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { recreatedEnums } from './enums.ts'
import { mentions } from './expression.ts'
import { bare, familyOf } from './type.ts'

/** What becomes of the columns of a table, as far as others hang on it. */
export interface TableImpact {
  /** The columns that go, for good or to come back anew. */
  readonly lost: ReadonlySet<string>
  /** Those that get another type. */
  readonly retyped: ReadonlySet<string>
  /** Those whose values are of another kind then: what is said of them cannot stay meanwhile. */
  readonly converted: ReadonlySet<string>
}

/** By the table's name. */
export type Impact = ReadonlyMap<string, TableImpact>

export const untouched: TableImpact = { lost: new Set(), retyped: new Set(), converted: new Set() }

export function impactOf(request: PlanRequest): Impact {
  const enums = new Set(recreatedEnums(request).map(({ to }) => to.name))
  const ofEnum = (type: string): boolean => enums.has(bare(type))
  const altered = new Map(request.difference.altered.map((table) => [table.to.name, table]))
  return new Map(
    request.to.tables.flatMap((table) => {
      const converted = table.columns.filter(({ type }) => ofEnum(type)).map(({ name }) => name)
      const difference = altered.get(table.name)
      if (!difference && converted.length === 0) return []
      return [[table.name, difference ? tableImpact(difference, converted) : { ...untouched, ...both(converted) }]]
    }),
  )
}

const both = (names: readonly string[]) => ({ retyped: new Set(names), converted: new Set(names) })

function tableImpact({ columns, alteredColumns, from }: TableDifference, ofEnums: readonly string[]): TableImpact {
  const retyped = alteredColumns.filter(isRetyped).map(({ to }) => to.name)
  const converted = alteredColumns.filter((one) => isRetyped(one) && isConverted(one)).map(({ to }) => to.name)
  const moved = [...retyped, ...ofEnums]
  const gone = columns.dropped.map(({ name }) => name)
  const recomputed = from.columns
    .filter(({ generated }) => generated && [...gone, ...moved].some((name) => mentions(generated.expression, name)))
    .map(({ name }) => name)
  return {
    lost: new Set([...gone, ...alteredColumns.filter(isReplaced).map(({ to }) => to.name), ...recomputed]),
    retyped: new Set(moved),
    converted: new Set([...converted, ...ofEnums]),
  }
}

const isRetyped = ({ aspects }: ColumnDifference): boolean => aspects.includes('type') || aspects.includes('collation')

/** PostgreSQL can make a plain column out of one that is computed and stored: nothing else. */
const isReplaced = ({ from, to, aspects }: ColumnDifference): boolean =>
  to.generated
    ? aspects.includes('generated') || aspects.includes('type')
    : from.generated !== undefined && !from.generated.stored

export const isConverted = ({ from, to, aspects }: ColumnDifference): boolean =>
  aspects.includes('collation') || familyOf(from.type) !== familyOf(to.type)
