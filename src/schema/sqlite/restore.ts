import type { TableDifference } from '../compare.ts'
import type { PlanRequest } from '../dialect.ts'
import type { Column, ForeignKey, Table } from '../schema.ts'
import { groupBy } from '../sql/group-by.ts'
import type { Step } from '../step.ts'
import { identifier } from './identifier.ts'
import { nameKey } from './name-key.ts'
import { standIn } from './stand-in.ts'

/**
 * On the way back, a table is made again whose rows are gone, and that rows which are left refer to: it gets those that
 * they need, with stand-ins for what was in them; one for all where it is forgotten to which they referred.
 */
export function restoreReferred(table: Table, { difference }: PlanRequest): Step[] {
  const referring = difference.altered.flatMap((rows) =>
    rows.foreignKeys.added
      .filter((key) => nameKey(key.table) === nameKey(table.name))
      .map((key): Referring => ({ rows, key })),
  )
  const isKnown = ({ rows, key }: Referring): boolean => key.columns.every((name) => find(rows.from, name))
  const byTarget = groupBy(referring.filter(isKnown), ({ key }) => key.references.join())
  const forgotten = referring.filter((one) => !isKnown(one) && isRequired(one))
  return [
    ...[...byTarget.values()].map((group) => insertReferred(table, group)),
    ...(forgotten.length > 0 ? [insertOne(table, forgotten)] : []),
  ]
}

interface Referring {
  readonly rows: TableDifference
  readonly key: ForeignKey
}

const find = ({ columns }: Table, name: string): Column | undefined =>
  columns.find((column) => nameKey(column.name) === nameKey(name))

const isRequired = ({ rows, key }: Referring): boolean => key.columns.every((name) => !find(rows.to, name)!.nullable)

function insertReferred(table: Table, referring: readonly Referring[]): Step {
  const target = referring[0]!.key.references
  const missing = table.columns.filter((column) => !target.includes(column.name) && needsValue(column, table))
  const names = [...target, ...missing.map(({ name }) => name)].map(identifier).join(', ')
  const values = [...target.map(identifier), ...missing.map((column) => standIn(column, table, table.name))].join(', ')
  const used = referring.map(({ rows, key }) => {
    const keys = key.columns.map((name, index) => `${identifier(name)} as ${identifier(target[index]!)}`)
    return `select ${referring.length === 1 ? 'distinct ' : ''}${keys.join(', ')} from ${identifier(rows.from.name)}`
  })
  const isWhole = target.map((name) => `${identifier(name)} is not null`).join(' and ')
  const statement = `insert into ${identifier(table.name)} (${names})\nselect ${values}\nfrom (${used.join(' union ')}) as used\nwhere ${isWhole}`
  return { kind: 'sql', statement }
}

/** A row for all that refer to any. */
function insertOne(table: Table, referring: readonly Referring[]): Step {
  const targets = referring.flatMap(({ key }) => key.references)
  const columns = table.columns.filter((column) => needsValue(column, table) || targets.includes(column.name))
  const values = columns.map((column) => (counts(column, table) ? 'null' : standIn(column, table, table.name)))
  const isNeeded = referring.map(({ rows }) => `exists (select 1 from ${identifier(rows.from.name)})`).join(' or ')
  const statement = `insert into ${identifier(table.name)} (${columns.map(({ name }) => identifier(name)).join(', ')})\nselect ${values.join(', ')}\nwhere not exists (select 1 from ${identifier(table.name)}) and (${isNeeded})`
  return { kind: 'sql', statement }
}

/** Whether the database gives the column its number. */
const counts = ({ name, type }: Column, { primaryKey }: Table): boolean =>
  type === 'integer' && primaryKey?.columns.join() === name

const needsValue = (column: Column, table: Table): boolean =>
  !column.nullable && column.default === undefined && !column.generated && !counts(column, table)
