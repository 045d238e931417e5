import type { Column, Schema, Table } from '../schema.ts'
import { targetOf } from '../target-of.ts'
import { affinityOf } from './affinity.ts'
import { identifier } from './identifier.ts'
import { nameKey } from './name-key.ts'

/** What a key is after it went from numbers to UUIDs, or back, as SQL; nothing where it does not. */
export type Exchange = (table: Table, from: Column, to: Column) => string | undefined

/**
 * Keys that go from numbers to texts, which are UUIDs then, or back, do so together with all that refers to them, and with what
 * did before. A number that not all of them follow becomes a text of its digits, so that it is still found.
 */
export function exchangeOf(from: Schema, to: Schema): Exchange {
  const [before, after] = [from, to].map(({ tables }) => new Map(tables.map((table) => [nameKey(table.name), table])))
  const keyIn = (tables: ReadonlyMap<string, Table>, table: string, column: string): string | undefined => {
    const own = tables.get(nameKey(table))
    return own && keyOf(own, column, tables)
  }
  const left = new Set(
    to.tables.flatMap(({ name: table, columns }) =>
      columns.flatMap((column) => {
        const old = before!.get(nameKey(table))?.columns.find(({ name }) => nameKey(name) === nameKey(column.name))
        if (!old || exchanged(old, column) !== undefined) return []
        // A text that is yet to refer to a key may have UUIDs already.
        const isNumber = affinityOf(column.type) === 'integer'
        return [keyIn(before!, table, column.name), isNumber ? keyIn(after!, table, column.name) : undefined]
      }),
    ),
  )
  return (table, old, column) => {
    const keys = [before!, after!].flatMap((tables) => keyIn(tables, table.name, column.name) ?? [])
    const isOnlyCast = affinityOf(column.type) === 'text' && keys.some((key) => left.has(key))
    return keys.length === 0 || isOnlyCast ? undefined : exchanged(old, column)
  }
}

/** The key that a column is, or leads to: a reference may be the key of a table that others refer to. */
function keyOf(
  table: Table,
  column: string,
  tables: ReadonlyMap<string, Table>,
  seen: readonly string[] = [],
): string | undefined {
  const place = `${nameKey(table.name)}.${nameKey(column)}`
  const target = targetOf({ name: column }, table)
  const parent = target && tables.get(nameKey(target.table))
  if (parent && !seen.includes(place)) return keyOf(parent, target.column, tables, [...seen, place])
  return table.primaryKey?.columns.map(nameKey).join() === nameKey(column) ? place : undefined
}

function exchanged(from: Column, to: Column): string | undefined {
  const name = identifier(from.name)
  switch ([from, to].map(({ type }) => affinityOf(type)).join()) {
    case 'integer,text':
      return `case when ${name} is not null then format('00000000-0000-8000-8000-%012x', ${name}) end`
    case 'text,integer':
      return `case when ${name} like '________-____-____-____-____________' then json_extract('[0x' || substr(${name}, -12) || ']', '$[0]') else cast(${name} as integer) end`
    default:
      return undefined
  }
}
