import { constraintName } from '../constraint-name.ts'
import { sameCheck } from '../same.ts'
import type { Check, Schema, Table } from '../schema.ts'
import { sameExpression } from './expression.ts'
import { nameKey } from './name-key.ts'

const isSame = sameCheck({ nameKey, sameExpression })

/**
 * The schema to reach, with a name for each check that is new, by which it can be dropped. What is there is left as it is:
 * a check that has no name gets one when its table is made anew.
 */
export function settleNames(from: Schema, to: Schema): Schema {
  const before = new Map(from.tables.map((table) => [nameKey(table.name), table]))
  return { ...to, tables: to.tables.map((table) => settle(table, before.get(nameKey(table.name))?.checks ?? [])) }
}

function settle(table: Table, before: readonly Check[]): Table {
  const spare = [...before]
  const checks = table.checks.map((check) => {
    const at = spare.findIndex((other) => isSame(other, check))
    return { check: at < 0 ? check : spare.splice(at, 1)[0]!, isKept: at >= 0 }
  })
  const kept = new Set(checks.flatMap(({ check, isKept }) => (isKept ? [check] : [])))
  return { ...table, checks: nameChecks({ ...table, checks: checks.map(({ check }) => check) }, kept) }
}

/**
 * The checks of a table, each with a name.
 * @param kept those that stay without
 */
export function nameChecks(
  { name: table, primaryKey, uniques, foreignKeys, checks }: Omit<Table, 'triggers'>,
  kept: ReadonlySet<Check> = new Set(),
): Check[] {
  const named = [...(primaryKey ? [primaryKey] : []), ...uniques, ...foreignKeys, ...checks]
  const taken = new Set(named.flatMap(({ name }) => (name === undefined ? [] : [nameKey(name)])))
  return checks.map((check) => {
    if (check.name !== undefined || kept.has(check)) return check
    const name = constraintName(table, check.column === undefined ? [] : [check.column], 'check', taken)
    taken.add(nameKey(name))
    return { ...check, name }
  })
}
