import type { Renames } from '../renames.ts'
import type { Schema, View } from '../schema.ts'
import { groupBy } from '../sql/group-by.ts'
import type { Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { identifier } from './identifier.ts'
import { renameColumns } from './rename-columns.ts'

/**
 * The statements by which tables and columns get other names. MariaDB renames in checks, in defaults and in what is
 * computed; MySQL refuses to: so what speaks of a column goes before, and comes back after it. Neither renames in views
 * and triggers.
 * @param before the schema as it is
 * @param after as it is with the new names
 */
export function renameSteps(before: Schema, after: Schema, renames: Renames): Step[] {
  const tables = renames.tables.map((renamed): Step => ({ kind: 'renameTable', ...renamed }))
  const byTable = [...groupBy(renames.columns, ({ table }) => nameKey(table))]
  const columns = byTable.flatMap(([table, own]) => {
    const at = after.tables.findIndex(({ name }) => nameKey(name) === table)
    return renameColumns(before.tables[at]!, after.tables[at]!, own)
  })
  const around = dependents(before, after)
  return [...around.dropped, ...tables, ...columns, ...around.created]
}

/** Both give a number to what has no name, behind that of the table, with which it changes. */
export const renameGiven = (name: string, from: string, to: string): string =>
  /^_(?:ibfk|chk)_\d+$/.test(name.slice(from.length)) && nameKey(name.slice(0, from.length)) === nameKey(from)
    ? to + name.slice(from.length)
    : name

/** The views and triggers that speak of what is renamed. */
function dependents(before: Schema, after: Schema): { readonly dropped: Step[]; readonly created: Step[] } {
  const views = before.views.flatMap((view, at): [View, View][] =>
    view.sql === after.views[at]!.sql ? [] : [[view, after.views[at]!]],
  )
  const triggers = before.tables.flatMap((table, at) =>
    table.triggers.flatMap((trigger, position) => {
      const other = after.tables[at]!.triggers[position]!
      return other.sql === trigger.sql ? [] : [[trigger, other] as const]
    }),
  )
  return {
    dropped: [
      ...triggers.map(([{ name }]) => sql(`drop trigger ${identifier(name)}`)),
      ...views.toReversed().map(([{ name }]) => sql(`drop view ${identifier(name)}`)),
    ],
    created: [...triggers.map(([, trigger]) => sql(trigger.sql)), ...views.map(([, view]) => sql(view.sql))],
  }
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })
