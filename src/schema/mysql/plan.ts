import type { PlanRequest } from '../dialect.ts'
import { inOrderOfReference } from '../order.ts'
import type { ForeignKey } from '../schema.ts'
import { leadsElsewhere, splitReferences } from '../split-references.ts'
import type { Step } from '../step.ts'
import { alterTable } from './alter.ts'
import { dependents } from './dependents.ts'
import { nameKey } from './expression.ts'
import { impactOf, untouched } from './impact.ts'
import { referenceChanges } from './moved-references.ts'
import { addForeignKeys } from './references.ts'
import { restoreReferred } from './restore.ts'

/**
 * The statements that make one schema of another. Each is done wholly or not at all, and what was done before one that
 * fails stays: so a table is altered by as few as can be, between those that take references away and bring them.
 */
export function plan(request: PlanRequest): Step[] {
  const { difference } = request
  const impact = impactOf(request)
  const around = dependents(request)
  const dropped = inOrderOfReference(difference.tables.dropped, nameKey).toReversed()
  // What stands in for a reference is a key as that is by then.
  const owners = new Map(difference.altered.map((table) => [table.to, table]))
  const altered = inOrderOfReference([...owners.keys()], nameKey).map((table) => owners.get(table)!)
  const references = referenceChanges(request, dropped, impact)
  const isElsewhere = leadsElsewhere(request.to, nameKey)
  const isReady = (key: ForeignKey): boolean => isElsewhere(key) || references.isReady(key)
  const { created, later } = splitReferences(difference.tables.added, nameKey, isReady)
  const restored = restoreReferred(request.isWayBack ? created : [], request)
  return [
    ...around.dropped,
    ...references.dropped,
    ...dropped.map(({ name }): Step => ({ kind: 'dropTable', table: name })),
    ...created.map((table): Step => ({ kind: 'createTable', table })),
    ...restored.before,
    ...altered.flatMap((table) => alterTable(table, request, impact.get(nameKey(table.to.name)) ?? untouched)),
    ...restored.after,
    ...references.added,
    ...addForeignKeys(later),
    ...around.created,
  ]
}
