import type { Dialect } from './dialect.ts'
import { migrate } from './migration.ts'
import { columnOf } from './print/name-constraints.ts'
import { noRenames } from './renames.ts'
import type { Check, Schema } from './schema.ts'
import type { Migration, Step } from './step.ts'

/**
 * The migration that makes what databases have already, by the names that it has there, and that is not taken back; none
 * where they have nothing more.
 */
export function baseline(from: Schema, to: Schema, dialect: Dialect): Migration | undefined {
  const { settleNames: _, ...asTheyAre } = dialect
  const made = migrate(from, to, { renames: noRenames, fills: new Map() }, asTheyAre)
  return made && { ...made, up: made.up.map((step) => withoutNewNames(step, dialect)), down: [], refusal }
}

const refusal = 'what a baseline makes was there before it, and would be dropped with its rows'

/** The schema builder gives names to the checks of a table, by which the next migration would drop those that have none. */
function withoutNewNames(step: Step, { sql }: Dialect): Step {
  if (step.kind !== 'createTable') return step
  const { table } = step
  const isNameless = (check: Check): boolean =>
    (check.name ?? check.givenName ?? columnOf(check, table, sql)) === undefined
  return table.checks.some(isNameless) ? { kind: 'sql', statement: sql.createTable(table) } : step
}
