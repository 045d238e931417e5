import type { PlanRequest } from '../dialect.ts'
import type { Column, ForeignKey, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { identifier, identifiers } from './identifier.ts'
import { goOn } from './identity.ts'
import { standIn } from './stand-in.ts'

/**
 * On the way back, a table is made again whose rows are gone, and that rows which are left refer to: it gets those that
 * they need, with stand-ins for what was in them.
 */
export function restoreReferred(table: Table, { difference }: PlanRequest): Step[] {
  const referring = difference.altered.flatMap(({ from, foreignKeys }) =>
    foreignKeys.added
      .filter((key) => key.table === table.name && key.columns.every((name) => has(from, name)))
      .map((key) => ({ rows: from.name, key })),
  )
  const byTarget = Map.groupBy(referring, ({ key }) => key.references.join())
  return [...byTarget.values()].flatMap((group) => insertReferred(table, group))
}

const has = ({ columns }: Table, name: string): boolean => columns.some((column) => column.name === name)

interface Referring {
  readonly rows: string
  readonly key: ForeignKey
}

function insertReferred(table: Table, referring: readonly Referring[]): Step[] {
  const target = referring[0]!.key.references
  const missing = table.columns.filter((column) => !target.includes(column.name) && needsValue(column))
  const names = identifiers([...target, ...missing.map(({ name }) => name)])
  const values = [
    ...target.map(identifier),
    ...missing.map((column) => standIn(column, table) ?? 'row_number() over ()'),
  ]
  const used = referring.map(({ rows, key }) => {
    const keys = key.columns.map((name, index) => `${identifier(name)} as ${identifier(target[index]!)}`)
    return `select ${keys.join(', ')} from ${identifier(rows)}`
  })
  const isWhole = target.map((name) => `${identifier(name)} is not null`).join(' and ')
  const always = table.columns.some(({ name, identity }) => target.includes(name) && identity === 'always')
  const into = `insert into ${identifier(table.name)} (${names})${always ? ' overriding system value' : ''}`
  const statement = `${into}\nselect ${values.join(', ')}\nfrom (${used.join(' union ')}) as used\nwhere ${isWhole}`
  return [
    { kind: 'sql', statement },
    ...table.columns
      .filter(({ name, identity }) => identity && target.includes(name))
      .map((column) => goOn(column, table)),
  ]
}

const needsValue = ({ nullable, default: usual, generated, identity }: Column): boolean =>
  !nullable && usual === undefined && !generated && !identity
