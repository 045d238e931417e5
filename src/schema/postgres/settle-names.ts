import type { ConstraintKind } from '../constraint-name.ts'
import { closed, sameCheck, sameForeignKey, sameUnique } from '../same.ts'
import type { Check, ForeignKey, Named, Schema, Table } from '../schema.ts'
import { nameKey, sameExpression } from './expression.ts'
import { writer } from './writer.ts'

/** What only is to hold for the rows from before as well keeps its name. */
const [sameKeys, sameChecks] = [sameForeignKey({ nameKey }), sameCheck({ nameKey, sameExpression })]
const same = {
  unique: sameUnique({ nameKey }),
  foreign_key: (one: ForeignKey, other: ForeignKey) => sameKeys(closed(one), closed(other)),
  check: (one: Check, other: Check) => sameChecks(closed(one), closed(other)),
}

/**
 * The schema to reach, with the names that its constraints are to have: those that stay keep theirs, and the others get
 * none that is taken. After a rename, an old constraint may have the name that PostgreSQL would give to a new one.
 */
export function settleNames(from: Schema, to: Schema): Schema {
  const before = new Map(from.tables.map((table) => [table.name, table]))
  const taken = new Set(to.tables.flatMap(({ name, indexes }) => [name, ...indexes.map((index) => index.name)]))
  const kept = to.tables.map((table) => keepNames(table, before.get(table.name), taken))
  return { ...to, tables: kept.map((table) => giveNames(table, taken)) }
}

/** What was there has its old name, which is taken. */
function keepNames(table: Table, from: Table | undefined, taken: Set<string>): Table {
  const keep = <Item extends Named>(items: readonly Item[], old: readonly Item[] = [], isSame: Same<Item>): Item[] => {
    const spare = [...old]
    return items.map((item) => {
      const at = spare.findIndex((other) => isSame(other, item))
      const name = at < 0 ? undefined : (spare[at]!.name ?? spare[at]!.givenName)
      if (at >= 0) spare.splice(at, 1)
      if (item.name !== undefined || name !== undefined) taken.add(item.name ?? name!)
      return item.name === undefined ? withGivenName(item, name) : item
    })
  }
  return {
    ...table,
    ...(table.primaryKey && {
      primaryKey: keep([table.primaryKey], from?.primaryKey && [from.primaryKey], sameKey)[0]!,
    }),
    uniques: keep(table.uniques, from?.uniques, same.unique),
    foreignKeys: keep(table.foreignKeys, from?.foreignKeys, same.foreign_key),
    checks: keep(table.checks, from?.checks, same.check),
  }
}

/** Without one, it is yet to get one. */
function withGivenName<Item extends Named>(item: Item, givenName: string | undefined): Item {
  const { givenName: before, ...rest } = item
  return (givenName === undefined ? (before === undefined ? item : rest) : { ...rest, givenName }) as Item
}

type Same<Item> = (one: Item, other: Item) => boolean

const sameKey = (
  one: { readonly columns: readonly string[] },
  other: { readonly columns: readonly string[] },
): boolean => one.columns.join('\0') === other.columns.join('\0')

function giveNames(table: Table, taken: Set<string>): Table {
  const give = <Item extends Named>(item: Item, kind: ConstraintKind): Item => {
    if (item.name !== undefined || item.givenName !== undefined) return item
    const columns = columnsOf(item, kind)
    const name = writer.constraintName(table.name, columns, kind, taken)
    taken.add(name)
    return { ...item, givenName: name }
  }
  return {
    ...table,
    ...(table.primaryKey && { primaryKey: give(table.primaryKey, 'primary_key') }),
    uniques: table.uniques.map((unique) => give(unique, 'unique')),
    foreignKeys: table.foreignKeys.map((key) => give(key, 'foreign_key')),
    checks: table.checks.map((check) => give(check, 'check')),
  }
}

function columnsOf(item: Named, kind: ConstraintKind): readonly string[] {
  const { columns, column } = item as { readonly columns?: readonly string[]; readonly column?: string }
  return kind === 'check' ? (column === undefined ? [] : [column]) : (columns ?? [])
}
