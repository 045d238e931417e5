import { constraintName } from '../constraint-name.ts'
import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { losesNull, fillKey } from '../fills.ts'
import { nameConstraints } from '../print/name-constraints.ts'
import type { Column, Table } from '../schema.ts'
import type { CopiedColumn, Step } from '../step.ts'
import { affinityOf } from './affinity.ts'
import { identifier, literal } from './identifier.ts'
import type { Exchange } from './key-exchange.ts'
import { nameKey } from './name-key.ts'
import { nameChecks } from './settle-names.ts'
import { standIn } from './stand-in.ts'

/** What is to be known of the database besides the table. */
interface Around {
  /** Those that are taken. */
  readonly names: ReadonlySet<string>
  readonly exchange: Exchange
}

/**
 * A new table, the rows copied, in the old one's place: https://www.sqlite.org/lang_altertable.html#otheralter, steps 4 to
 * 8. The others are those of every migration. Its checks get names; on the way back they are as they were. Its triggers are
 * put back when all tables are there.
 */
export function rebuild(
  difference: TableDifference,
  { fills, isWayBack }: Pick<PlanRequest, 'fills' | 'isWayBack'>,
  { names, exchange }: Around,
): Step[] {
  const { from, to } = difference
  const named = isWayBack ? to : { ...to, checks: nameChecks(to) }
  const fresh = freeName(`new_${to.name}`, names)
  const counts = from.primaryKey?.autoIncrement && to.primaryKey?.autoIncrement
  return [
    { kind: 'createTable', table: { ...nameConstraints(named, { constraintName }), name: fresh } },
    { kind: 'copyRows', from: from.name, to: fresh, values: copiedColumns(difference, fills, exchange) },
    ...(counts ? keepCounter(from.name, fresh) : []),
    { kind: 'dropTable', table: from.name },
    { kind: 'renameTable', from: fresh, to: to.name },
    ...to.indexes.map((index): Step => ({ kind: 'createIndex', table: to.name, index })),
  ]
}

const freeName = (name: string, names: ReadonlySet<string>): string =>
  names.has(name) ? freeName(`new_${name}`, names) : name

function copiedColumns(
  difference: TableDifference,
  fills: ReadonlyMap<string, string>,
  exchange: Exchange,
): CopiedColumn[] {
  const { from, to } = difference
  return to.columns
    .filter(({ generated }) => !generated)
    .map((column) => {
      const old = from.columns.find(({ name }) => nameKey(name) === nameKey(column.name))
      const fill = fills.get(fillKey(to.name, column.name)) ?? column.default
      const value = old
        ? (exchange(to, old, column) ?? keptValue(old, column, to.strict, fill ?? standIn(column, to, from.name)))
        : (fill ?? newValue(column, to, from.name))
      return { column: column.name, value }
    })
}

const newValue = (column: Column, table: Table, rows: string): string =>
  column.nullable ? 'null' : standIn(column, table, rows)

function keptValue(from: Column, to: Column, isForced: boolean, fill: string): string {
  const value = cast(from, to, isForced)
  return losesNull({ from, to, aspects: [] }) ? `coalesce(${value}, ${fill})` : value
}

/**
 * Only where it turns a value into one of another kind: a numeric column, such as a boolean, does that by itself, and one
 * of no type takes any.
 * @param isForced whether the table refuses what is of another kind
 */
function cast({ name, type: from }: Column, { type }: Column, isForced: boolean): string {
  const [old, fresh] = [affinityOf(from), affinityOf(type)]
  const isKept = old === fresh || fresh === 'numeric' || (fresh === 'blob' && !isForced)
  return isKept ? identifier(name) : `cast(${identifier(name)} as ${fresh})`
}

/** So that no id is given out twice, not even one of a row that was deleted. */
const keepCounter = (from: string, fresh: string): Step[] => [
  { kind: 'sql', statement: `delete from sqlite_sequence where name = ${literal(fresh)}` },
  {
    kind: 'sql',
    statement: `insert into sqlite_sequence (name, seq)\nselect ${literal(fresh)}, seq from sqlite_sequence where name = ${literal(from)}`,
  },
]
