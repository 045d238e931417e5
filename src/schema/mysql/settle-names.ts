import { constraintName } from '../constraint-name.ts'
import { sameCheck, sameForeignKey } from '../same.ts'
import type { Check, ForeignKey, Named, Schema, Table } from '../schema.ts'
import { nameKey, sameExpression } from './expression.ts'

const same = { foreignKey: sameForeignKey({ nameKey }), check: sameCheck({ nameKey, sameExpression }) }

/**
 * The schema to reach, with the names that its references and checks are to have: those that stay keep theirs, and the
 * others get none that is taken, by any table of the database.
 */
export function settleNames(from: Schema, to: Schema): Schema {
  const before = new Map(from.tables.map((table) => [nameKey(table.name), table]))
  const taken = new Set<string>()
  const kept = to.tables.map((table) => keepNames(table, before.get(nameKey(table.name)), taken))
  return { ...to, tables: kept.map((table) => giveNames(table, taken)) }
}

/** What the database calls a constraint. */
export const nameOf = ({ name, givenName }: Named): string | undefined => name ?? givenName

/** What was there has its old name, which is taken. */
function keepNames(table: Table, from: Table | undefined, taken: Set<string>): Table {
  const keep = <Item extends Named>(
    items: readonly Item[],
    old: readonly Item[] = [],
    isSame: (one: Item, other: Item) => boolean,
  ): Item[] => {
    const spare = [...old]
    return items.map((item) => {
      const at = spare.findIndex((other) => isSame(other, item))
      const [known] = at < 0 ? [] : spare.splice(at, 1)
      const { givenName: _, ...fresh } = item
      const name = known ? nameOf(known) : item.name
      if (name !== undefined) taken.add(nameKey(name))
      return known ?? (fresh as Item)
    })
  }
  return {
    ...table,
    foreignKeys: keep<ForeignKey>(table.foreignKeys, from?.foreignKeys, same.foreignKey),
    checks: keep<Check>(table.checks, from?.checks, same.check),
  }
}

function giveNames(table: Table, taken: Set<string>): Table {
  const give = <Item extends Named>(item: Item, columns: readonly string[], kind: 'foreign_key' | 'check'): Item => {
    if (nameOf(item) !== undefined || 'isInline' in item) return item
    const name = constraintName(table.name, columns, kind, taken)
    taken.add(nameKey(name))
    return { ...item, givenName: name }
  }
  return {
    ...table,
    foreignKeys: table.foreignKeys.map((key) => give(key, key.columns, 'foreign_key')),
    checks: table.checks.map((check) => give(check, check.column === undefined ? [] : [check.column], 'check')),
  }
}
