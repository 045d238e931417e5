import type { PlanRequest } from '../dialect.ts'
import { inOrderOfReference } from '../order.ts'
import type { ForeignKey } from '../schema.ts'
import { leadsElsewhere, splitReferences } from '../split-references.ts'
import type { Step } from '../step.ts'
import { addColumns, alterColumns, dropColumns } from './columns.ts'
import { commentSteps } from './comments.ts'
import { dependents } from './dependents.ts'
import { enumSteps } from './enums.ts'
import { nameKey } from './expression.ts'
import { countingSteps } from './identity.ts'
import { impactOf, untouched } from './impact.ts'
import { addConstraint } from './name-constraint.ts'
import { createObjects, dropObjects, inItsPlace } from './objects.ts'
import { ownChanges } from './own-constraints.ts'
import { referenceChanges } from './references.ts'
import { restoreReferred } from './restore.ts'
import { stayingTables } from './staying.ts'
import { uncheckedChecks, uncheckedReferences, withoutUnchecked } from './unchecked.ts'

/**
 * The statements that make one schema of another. What stands in the way goes first, from the outside in: views and
 * triggers, references, tables, other constraints and indexes, columns; and what is new comes in the opposite order.
 */
export function plan(request: PlanRequest): Step[] {
  const { difference } = request
  const impact = impactOf(request)
  const around = dependents(request, impact)
  const dropped = inOrderOfReference(difference.tables.dropped, nameKey).toReversed()
  const staying = stayingTables(request)
  const own = staying.map((table) => ownChanges(table, impact.get(table.to.name) ?? untouched))
  const references = referenceChanges(dropped, staying, own, impact)
  const enums = enumSteps(request)
  const added = difference.objects.added.map((one) => inItsPlace(one, difference.objects))
  const objects = createObjects(added, around.views.created, request.to)
  const lost = dropObjects(difference.objects, around.views.dropped, request.from)
  const isElsewhere = leadsElsewhere(request.to, nameKey)
  const isReady = (key: ForeignKey): boolean => isElsewhere(key) || references.isReady(key)
  const split = splitReferences(difference.tables.added, nameKey, isReady)
  const created = split.created.map(withoutUnchecked)
  const later = [...split.later, ...split.created.flatMap(uncheckedReferences)]
  const restored = restoreReferred(request.isWayBack ? created : [], request)
  return [
    ...around.triggers.dropped,
    ...lost.first,
    ...references.dropped,
    ...dropped.map(({ name }): Step => ({ kind: 'dropTable', table: name })),
    ...own.flatMap((table) => table.dropped),
    ...difference.altered.flatMap((table) => dropColumns(table, impact)),
    ...enums.before,
    ...objects.before,
    ...created.flatMap((table): Step[] => [
      { kind: 'createTable', table },
      ...countingSteps(table),
      ...table.indexes.map((index): Step => ({ kind: 'createIndex', table: table.name, index })),
    ]),
    ...restored.before,
    ...difference.altered.flatMap((table) => [
      ...alterColumns(table, request, impact),
      ...addColumns(table, request, impact),
    ]),
    ...own.flatMap((table) => table.added),
    ...restored.after,
    ...references.added,
    ...later.map(({ table, key }) => addConstraint(table, { kind: 'foreign_key', ...key })),
    ...split.created.flatMap(uncheckedChecks),
    ...objects.after,
    ...lost.last,
    ...enums.after,
    ...created.flatMap((table) => commentSteps(undefined, table)),
    ...difference.altered.flatMap(({ from, to }) => commentSteps(from, to)),
    ...around.triggers.created,
  ]
}
