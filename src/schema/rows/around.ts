import { compare } from '../compare.ts'
import type { Dialect } from '../dialect.ts'
import { inOrderOfReference } from '../order.ts'
import type { Schema, Table } from '../schema.ts'

/**
 * The tables in which rows make a difference to what changes between two schemas: those that change or go, those that
 * refer to them, and all that these refer to; each after those.
 */
export function tablesAround(from: Schema, to: Schema, dialect: Dialect): Table[] {
  const { nameKey } = dialect
  const { tables, altered, enums } = compare(from, to, dialect)
  const types = [...enums.altered.map((type) => type.from), ...enums.dropped].map(({ name }) => name)
  const changed = [...tables.dropped, ...altered.map((table) => table.from)]
  const isTyped = ({ columns }: Table): boolean => columns.some(({ type }) => types.some((name) => type.includes(name)))
  const touched = new Set([...changed, ...from.tables.filter(isTyped)].map(({ name }) => nameKey(name)))
  const leadsTo = (names: ReadonlySet<string>, { foreignKeys }: Table): boolean =>
    foreignKeys.some(({ table }) => names.has(nameKey(table)))
  const wanted = from.tables.filter((table) => touched.has(nameKey(table.name)) || leadsTo(touched, table))
  return inOrderOfReference(withReferred(wanted, from.tables, nameKey), nameKey)
}

function withReferred(tables: readonly Table[], all: readonly Table[], nameKey: Dialect['nameKey']): readonly Table[] {
  const byName = new Map(all.map((table) => [nameKey(table.name), table]))
  const found = new Set(tables)
  // What is added meanwhile is looked at, too.
  for (const { foreignKeys } of found) {
    for (const key of foreignKeys) {
      const target = byName.get(nameKey(key.table))
      if (target) found.add(target)
    }
  }
  return [...found]
}
