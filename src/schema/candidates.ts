import type { Dialect } from './dialect.ts'
import type { Changed, Difference } from './difference.ts'
import type { Column, Table } from './schema.ts'

/** Something that goes, and what it may have become: only a person knows. */
export interface Candidate {
  /** The table of a column, by its new name; none where a whole table goes. */
  readonly table?: string
  readonly from: string
  readonly to: readonly string[]
}

/** As one names it on the command line: `orders.total`, `orders`. */
export const pathOf = ({ table, from }: Candidate): string => (table === undefined ? from : `${table}.${from}`)

/** Every feature has these: they say nothing about what a table is. */
const common = new Set(['id', 'created_at', 'updated_at'])

/** The tables that may have been renamed: another one came that has half of the columns or more. */
export const renamedTables = ({ tables }: Difference, dialect: Dialect): Candidate[] =>
  candidates(tables, (from, to) => resemble(from, to, dialect))

/** The columns that may have been renamed: another one of such a type came. */
export const renamedColumns = ({ altered }: Difference, dialect: Dialect): Candidate[] =>
  altered.flatMap(({ to: { name: table }, columns }) =>
    candidates(columns, (from, to) => isSameKind(from, to, dialect)).map((candidate) => ({ table, ...candidate })),
  )

function candidates<Item extends { readonly name: string }>(
  { dropped, added }: Changed<Item>,
  couldBe: (from: Item, to: Item) => boolean,
): Candidate[] {
  return dropped.flatMap((from) => {
    const to = added.filter((item) => couldBe(from, item)).map(({ name }) => name)
    return to.length > 0 ? [{ from: from.name, to }] : []
  })
}

const isSameKind = (from: Column, to: Column, { family }: Dialect): boolean =>
  family(from.type) === family(to.type) && (from.generated === undefined) === (to.generated === undefined)

function resemble(from: Table, to: Table, { nameKey }: Dialect): boolean {
  const [one, other] = [from, to].map(
    ({ columns }) => new Set(columns.map(({ name }) => nameKey(name)).filter((name) => !common.has(name))),
  ) as [Set<string>, Set<string>]
  const shared = [...one].filter((name) => other.has(name)).length
  return shared * 2 >= Math.max(one.size, other.size)
}
