import { compare, type Difference, isEmpty } from './compare.ts'
import type { Dialect } from './dialect.ts'
import { losesNull } from './fills.ts'
import { rename, type Renames } from './rename.ts'
import type { Schema } from './schema.ts'
import type { Migration, Step } from './step.ts'

export interface Answered {
  readonly renames: Renames
  /** What rows get where they would have nothing, as SQL, by `table.column`. */
  readonly fills: ReadonlyMap<string, string>
}

/** The migration from one schema to another; none where there is no difference. */
export function migrate(
  from: Schema,
  target: Schema,
  { renames, fills }: Answered,
  dialect: Dialect,
): Migration | undefined {
  const renamed = rename(from, renames, dialect)
  const to = dialect.settleNames?.(renamed, target) ?? target
  const forward = compare(renamed, to, dialect)
  const renaming = renameSteps(renames)
  if (isEmpty(forward) && renaming.length === 0) return undefined

  const request = { from: renamed, to, difference: forward, fills, isWayBack: false }
  const back = { from: to, to: renamed, difference: compare(to, renamed, dialect), fills: new Map(), isWayBack: true }
  const loss = lossOf(forward, dialect)
  return {
    up: [...renaming, ...dialect.plan(request)],
    down: [...dialect.plan(back), ...renaming.toReversed().map(undo)],
    hazards: dialect.hazards(request),
    ...(loss && { loss }),
  }
}

const renameSteps = ({ tables, columns }: Renames) => [
  ...tables.map((renamed) => ({ kind: 'renameTable', ...renamed }) as const),
  ...columns.map((renamed) => ({ kind: 'renameColumn', ...renamed }) as const),
]

const undo = (step: ReturnType<typeof renameSteps>[number]): Step => ({ ...step, from: step.to, to: step.from })

/** What `down` cannot bring back. */
function lossOf({ tables, altered }: Difference, { narrows }: Dialect): string | undefined {
  const columns = altered.flatMap((table) => table.columns.dropped)
  const changed = altered.flatMap((table) => table.alteredColumns)
  const sentences = [
    lostWith(tables.dropped.length, columns.length),
    changed.some(losesNull) ? 'What was null keeps what it was filled with.' : undefined,
    changed.some(({ from, to }) => narrows(from.type, to.type)) ? 'What the cast changed stays changed.' : undefined,
    changed.some(({ from, to }) => narrows(to.type, from.type))
      ? 'What does not fit the former type is changed by the cast.'
      : undefined,
  ].filter((sentence) => sentence !== undefined)
  return sentences.length > 0 ? sentences.join(' ') : undefined
}

function lostWith(tables: number, columns: number): string | undefined {
  if (tables > 0 && columns > 0) return 'The tables and columns come back, what was in them does not.'
  if (tables > 0)
    return tables === 1 ? 'The table comes back, its rows do not.' : 'The tables come back, their rows do not.'
  if (columns === 0) return undefined
  return columns === 1
    ? 'The column comes back, what was in it does not.'
    : 'The columns come back, what was in them does not.'
}
