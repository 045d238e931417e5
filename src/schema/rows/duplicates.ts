import { columnName, columnNames } from '../column-names.ts'
import type { Dialect, PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import { fillKey, isCounted } from '../fills.ts'
import type { Column, Index, IndexColumn, PrimaryKey, Table, Unique } from '../schema.ts'
import type { Former } from './former.ts'
import type { RowHazard } from './row-hazard.ts'

type Key = Unique | Index | PrimaryKey

/** Whether what is to be unique was so before, under another name. */
export const wasUnique = (key: Unique | Index, { uniques, indexes }: TableDifference): boolean =>
  [...uniques.dropped, ...indexes.dropped.filter(({ unique }) => unique)].some(
    (other) => columnNames(other).join() === columnNames(key).join(),
  )

/** Rows that have the same in what is to be unique: a new column has what fills it, in all of them. */
export function duplicates(
  key: Key,
  difference: TableDifference,
  { fills }: PlanRequest,
  former: Former,
  { nameKey, sql }: Dialect,
): RowHazard[] {
  const { to, columns } = difference
  const added = (name: string): Column | undefined =>
    columns.added.find((column) => nameKey(column.name) === nameKey(name))
  const values = key.columns.map((column) => {
    const fresh = added(columnName(column))
    return fresh ? newValue(fresh, to, fills) : oldValue(column, difference, former, sql)
  })
  const areDistinct = values.some((value) => value?.isEachItsOwn) && !('nullsNotDistinct' in key)
  if (areDistinct) return []
  const names = columnNames(key)
  const start = `It fails where rows of ${to.name}`
  const same = 'autoIncrement' in key ? 'share their new primary key' : `have the same ${names.join(' and ')}`
  if (values.some((value) => value === undefined)) return [{ text: `${start} ${same}`, fails: true }]
  const known = values.flatMap((value) => value!.sql ?? [])
  const rows = former.table(to.name)
  if (known.length === 0) {
    return [
      {
        text: `It fails where ${to.name} has more than one row, all with the same ${names.join(' and ')}`,
        query: `select count(*) from ${rows}`,
        fails: true,
      },
    ]
  }
  const condition =
    'where' in key && key.where !== undefined ? former.expression(key.where, to.name, columns.added) : ''
  const nullable = values.filter((value) => value?.isNullable && !('nullsNotDistinct' in key))
  const conditions = [...(condition ? [`(${condition})`] : []), ...nullable.map((value) => `${value!.sql} is not null`)]
  const list = known.join(', ')
  const where = conditions.length > 0 ? ` where ${conditions.join(' and ')}` : ''
  const query = `select ${list}, count(*) from ${rows}${where} group by ${list} having count(*) > 1`
  return [{ text: `${start} ${same}`, ...(condition !== undefined && { query }), fails: true }]
}

/** What rows have in a part of a key. */
interface KeyValue {
  /** None where it is the same in all of them. */
  readonly sql?: string
  readonly isNullable?: boolean
  /** Whether no two rows have the same. */
  readonly isEachItsOwn?: boolean
}

function newValue(column: Column, table: Table, fills: ReadonlyMap<string, string>): KeyValue | undefined {
  const { name, generated, default: usual, nullable } = column
  if (isCounted(column, table)) return { isEachItsOwn: true }
  if (generated) return undefined
  const fill = fills.get(fillKey(table.name, name))
  const value = fill ?? usual
  if (value === undefined) return nullable ? { isEachItsOwn: true } : undefined
  if (/^(?:-?[\d.]+|'(?:[^']|'')*')$/.test(value)) return {}
  return fill === undefined ? undefined : { sql: fill, isNullable: nullable }
}

function oldValue(
  column: string | IndexColumn,
  { from, to, columns }: TableDifference,
  former: Former,
  sql: Dialect['sql'],
): KeyValue | undefined {
  const name = columnName(column)
  const value =
    typeof column === 'string' || 'column' in column
      ? former.column(to.name, name)
      : former.expression(name, to.name, columns.added)
  if (value === undefined) return undefined
  const isNullable = from.columns.find((one) => one.name === name)?.nullable ?? true
  if (typeof column === 'string') return { sql: value, isNullable }
  const { collation, length } = column
  const whole = length === undefined ? value : `left(${value}, ${length})`
  return { sql: collation === undefined ? whole : `${whole} ${sql.collation(collation)}`, isNullable }
}
