import type { PlanRequest } from './dialect.ts'
import type { TableDifference } from './difference.ts'
import type { Column, ForeignKey, Table } from './schema.ts'
import { groupBy } from './sql/group-by.ts'

/** How an engine says what restoring takes. */
export interface Restorer {
  readonly nameKey: (name: string) => string
  readonly identifier: (name: string) => string
  /** A value that a column takes, where what was in it is lost. */
  readonly standIn: (column: Column, table: Table) => string
  /** Whether the database gives the column its number. */
  readonly counts: (column: Column, table: Table) => boolean
  /** What such a column is given where a row is the first of its table. */
  readonly firstNumber: string
  /** What stands between the columns and the rows that are inserted. */
  readonly overriding: (columns: readonly string[], table: Table) => string
}

/** Rows for a table that is made again empty: those that others know by their keys, and one for those that do not. */
export interface Restored {
  readonly known: readonly Insertion[]
  readonly forgotten: readonly Insertion[]
}

export interface Insertion {
  readonly statement: string
  /** The columns that rows refer to. */
  readonly targets: readonly string[]
}

/**
 * On the way back, a table is made again whose rows are gone, and that rows which are left refer to: it gets those that
 * they need, with stand-ins for what was in them; one for all where it is forgotten to which they referred.
 */
export function restore(table: Table, { difference }: PlanRequest, engine: Restorer): Restored {
  const { nameKey } = engine
  const referring = difference.altered.flatMap((rows) =>
    rows.foreignKeys.added
      .filter((key) => nameKey(key.table) === nameKey(table.name))
      .map((key): Referring => ({ rows, key })),
  )
  const isKnown = ({ rows, key }: Referring): boolean => key.columns.every((name) => find(rows.from, name, engine))
  const isRequired = ({ rows, key }: Referring): boolean =>
    key.columns.every((name) => !find(rows.to, name, engine)!.nullable)
  const byTarget = groupBy(referring.filter(isKnown), ({ key }) => key.references.join())
  const forgotten = referring.filter((one) => !isKnown(one) && isRequired(one))
  return {
    known: [...byTarget.values()].map((group) => insertReferred(table, group, engine)),
    forgotten: forgotten.length > 0 ? [insertOne(table, forgotten, engine)] : [],
  }
}

interface Referring {
  readonly rows: TableDifference
  readonly key: ForeignKey
}

const find = ({ columns }: Table, name: string, { nameKey }: Restorer): Column | undefined =>
  columns.find((column) => nameKey(column.name) === nameKey(name))

function insertReferred(table: Table, referring: readonly Referring[], engine: Restorer): Insertion {
  const { identifier, standIn } = engine
  const targets = referring[0]!.key.references
  const missing = table.columns.filter((column) => !targets.includes(column.name) && needsValue(column, table, engine))
  const values = [...targets.map(identifier), ...missing.map((column) => standIn(column, table))].join(', ')
  const used = referring.map(({ rows, key }) => {
    const keys = key.columns.map((name, index) => `${identifier(name)} as ${identifier(targets[index]!)}`)
    return `select ${referring.length === 1 ? 'distinct ' : ''}${keys.join(', ')} from ${identifier(rows.from.name)}`
  })
  const isWhole = targets.map((name) => `${identifier(name)} is not null`).join(' and ')
  const into = insertInto(table, [...targets, ...missing.map(({ name }) => name)], engine)
  return { targets, statement: `${into}\nselect ${values}\nfrom (${used.join(' union ')}) as used\nwhere ${isWhole}` }
}

/** A row for all that refer to any. */
function insertOne(table: Table, referring: readonly Referring[], engine: Restorer): Insertion {
  const { identifier, standIn, counts, firstNumber } = engine
  const targets = referring.flatMap(({ key }) => key.references)
  const columns = table.columns.filter((column) => needsValue(column, table, engine) || targets.includes(column.name))
  const values = columns.map((column) => (counts(column, table) ? firstNumber : standIn(column, table)))
  const isNeeded = referring.map(({ rows }) => `exists (select 1 from ${identifier(rows.from.name)})`).join(' or ')
  const into = insertInto(
    table,
    columns.map(({ name }) => name),
    engine,
  )
  const isEmpty = `not exists (select 1 from ${identifier(table.name)})`
  return { targets, statement: `${into}\nselect ${values.join(', ')}\nwhere ${isEmpty} and (${isNeeded})` }
}

const insertInto = (table: Table, columns: readonly string[], { identifier, overriding }: Restorer): string =>
  `insert into ${identifier(table.name)} (${columns.map(identifier).join(', ')})${overriding(columns, table)}`

const needsValue = (column: Column, table: Table, { counts }: Restorer): boolean =>
  !column.nullable && column.default === undefined && !column.generated && !counts(column, table)
