import type { PlanRequest } from '../dialect.ts'
import { closed, sameForeignKey } from '../same.ts'
import type { ForeignKey, Table } from '../schema.ts'
import type { Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { type Impact, untouched } from './impact.ts'
import { addConstraint, dropConstraint, validateConstraint } from './name-constraint.ts'
import { type OwnChanges, ownChanges } from './own-constraints.ts'
import { type Moved, type Staying, stayingTables } from './staying.ts'

export interface ReferenceChanges extends Moved {
  /** Whether a foreign key of a new table can lead to a table that is there, before that changes. */
  readonly isReady: (key: ForeignKey) => boolean
}

/**
 * The foreign keys that go and come, and those that must make room for a while.
 * @param dropped the tables that go, in the order in which they do
 * @param own what becomes of the keys of each table
 */
export function referenceChanges(
  dropped: readonly Table[],
  tables: readonly Staying[],
  own: readonly OwnChanges[],
  impact: Impact,
): ReferenceChanges {
  const { targets, isMoved, isSteady } = grounds(tables, own, impact)
  const gone = new Set(dropped.map(({ name }) => name))
  const references = tables.map(({ from, to, difference }) => {
    const kept = difference
      ? to.foreignKeys.filter((key) => !difference.foreignKeys.added.includes(key))
      : to.foreignKeys
    const isValidated = (open: ForeignKey, key: ForeignKey): boolean =>
      open.isNotValid === true &&
      !isMoved(to.name, open.columns) &&
      isSteady(open) &&
      isSameReference(closed(open), key)
    const { dropped: removed = [], added: fresh = [] } = difference?.foreignKeys ?? {}
    const validated = removed.filter((open) => fresh.some((key) => isValidated(open, key)))
    const again = kept.filter((key) => isMoved(to.name, key.columns) || !isSteady(key))
    const old = from.foreignKeys.filter(
      (key) => (removed.includes(key) && !validated.includes(key)) || again.some((one) => isSameReference(one, key)),
    )
    const { lost } = impact.get(to.name) ?? untouched
    // One goes with its column; but not before the key that it leads to, where that goes too.
    const goes = (key: ForeignKey): boolean =>
      key.columns.some((name) => lost.has(name)) && isSteady(key) && !gone.has(key.table)
    return {
      dropped: old.filter((key) => !goes(key)).map((key) => dropConstraint(from.name, { kind: 'foreign_key', ...key })),
      added: [
        ...validated.map((key) => validateConstraint(to.name, { kind: 'foreign_key', ...key })),
        ...[...again, ...fresh.filter((key) => !validated.some((open) => isValidated(open, key)))].map((key) =>
          addConstraint(to.name, { kind: 'foreign_key', ...key }),
        ),
      ],
    }
  })
  return {
    dropped: [...references.flatMap((table) => table.dropped), ...circular(dropped)],
    added: references.flatMap((table) => table.added),
    isReady(key) {
      const target = targets.get(key.table)
      const has = target?.staying.from.columns.filter(({ name }) => key.references.includes(name)).length
      const isNew = target?.own.newKeys.has(key.references.join('\0')) ?? true
      return target !== undefined && has === key.references.length && !isNew && isSteady(key)
    },
  }
}

/** What a reference stands on, and whether that stays. */
function grounds(tables: readonly Staying[], own: readonly OwnChanges[], impact: Impact) {
  const targets = new Map(tables.map((staying, at) => [staying.to.name, { staying, own: own[at]! }]))
  const isMoved = (table: string, columns: readonly string[]): boolean => {
    const { lost, converted } = impact.get(table) ?? untouched
    return columns.some((name) => lost.has(name) || converted.has(name))
  }
  /** Whether what a foreign key leads to stays as it is. */
  const isSteady = (key: ForeignKey): boolean => {
    const target = targets.get(key.table)
    return !target || (!isMoved(key.table, key.references) && !target.own.keys.has(key.references.join('\0')))
  }
  return { targets, isMoved, isSteady }
}

/** Whether a foreign key of a table that stays has to be made anew, because what it stands on changes. */
export function isMadeAnew(request: PlanRequest, impact: Impact): (table: string, key: ForeignKey) => boolean {
  const tables = stayingTables(request)
  const own = tables.map((table) => ownChanges(table, impact.get(table.to.name) ?? untouched))
  const { isMoved, isSteady } = grounds(tables, own, impact)
  const names = new Set(tables.map(({ to }) => to.name))
  return (table, key) => names.has(table) && (isMoved(table, key.columns) || !isSteady(key))
}

export const isSameReference = sameForeignKey({ nameKey })

/** The references to tables that go earlier than those that have them: such as are in a circle. */
const circular = (dropped: readonly Table[]): Step[] =>
  dropped.flatMap((table, at) =>
    table.foreignKeys
      .filter((key) => dropped.slice(0, at).some(({ name }) => name === key.table))
      .map((key) => dropConstraint(table.name, { kind: 'foreign_key', ...key })),
  )
