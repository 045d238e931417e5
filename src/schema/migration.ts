import { compare, isEmpty } from './compare.ts'
import type { Dialect, PlanRequest, Stage } from './dialect.ts'
import type { Difference } from './difference.ts'
import { fillKey, losesNull } from './fills.ts'
import { rename } from './rename.ts'
import { noRenames, type Renamed, type Renames } from './renames.ts'
import { foretell } from './rows/foretell.ts'
import { formerNames } from './rows/former.ts'
import { replacedValues, replaceStatement } from './rows/replaced.ts'
import type { Column, Schema } from './schema.ts'
import type { Migration, Step } from './step.ts'

export interface Answered {
  readonly renames: Renames
  /** What rows get, as SQL: where they would have nothing, by `table.column`; for a value that goes, by `table.column:'value'`. */
  readonly fills: ReadonlyMap<string, string>
}

/**
 * The migrations from one schema to another: none where there is no difference, and several where not all of it is to be
 * done in one transaction.
 * @param isConcurrent whether indexes are built while rows are written
 */
export function migrations(
  from: Schema,
  target: Schema,
  { renames, fills }: Answered,
  dialect: Dialect,
  isConcurrent = false,
): Migration[] {
  const renamed = rename(from, renames, dialect)
  const to = dialect.settleNames?.(renamed, target) ?? target
  const whole = { from: renamed, to, difference: compare(renamed, to, dialect), fills, isWayBack: false, isConcurrent }
  return stagesOf(whole, dialect).flatMap((stage, at, stages) => {
    const before = stages[at - 1]?.schema
    // What is renamed is so from the first one on.
    const answered = { renames: before ? noRenames : renames, fills }
    return migrateTo(stage, before ?? from, answered, dialect, whole.difference) ?? []
  })
}

/** Where it takes several, columns that fill others go by the last one. */
function stagesOf(whole: PlanRequest, dialect: Dialect): readonly Stage[] {
  if (!dialect.stages) return [{ schema: whole.to }]
  const [change, removal] = partsOf(whole, dialect)
  return [...dialect.stages(change), ...(removal ? [{ schema: removal.to, label: 'removal' }] : [])]
}

/** The migration from one schema to another; none where there is no difference. */
export function migrate(from: Schema, target: Schema, answered: Answered, dialect: Dialect): Migration | undefined {
  const to = dialect.settleNames?.(rename(from, answered.renames, dialect), target) ?? target
  return migrateTo({ schema: to }, from, answered, dialect)
}

function migrateTo(
  { schema: to, label, plan, isConcurrent = false }: Stage,
  from: Schema,
  { renames, fills }: Answered,
  dialect: Dialect,
  whole?: Difference,
): Migration | undefined {
  const renamed = rename(from, renames, dialect)
  const forward = compare(renamed, to, dialect)
  const isRenamed = renames.tables.length + renames.columns.length > 0
  if (isEmpty(forward) && !isRenamed) return undefined

  const request = {
    from: renamed,
    to,
    difference: forward,
    fills,
    isWayBack: false,
    isConcurrent,
    ...(whole && { whole }),
  }
  const difference = compare(to, renamed, dialect)
  const back = { from: to, to: renamed, difference, fills: new Map(), isWayBack: true, isConcurrent }
  const steps = plan ?? dialect.plan
  const former = formerNames(renamed, to, renames, dialect)
  const replaced = replacedValues(request, dialect)
  const losses = [lossOf(forward, dialect), replaced.length > 0 ? 'Values that were replaced stay so.' : undefined]
  const loss = losses.filter(Boolean).join(' ')
  return {
    up: [
      ...replaced.map((one): Step => ({ kind: 'sql', statement: replaceStatement(one, former) })),
      ...renaming(from, renamed, renames, dialect),
      ...partsOf(request, dialect).flatMap(steps),
    ],
    down: [...steps(back), ...renamingBack(renamed, from, renames, dialect)],
    ...foretell(request, back, renames, dialect),
    ...(loss && { loss }),
    ...(label !== undefined && { label }),
    ...(isConcurrent && { isConcurrent }),
  }
}

/** A change in the order of its parts: columns that others are filled with go once they have been read. */
function partsOf(request: PlanRequest, dialect: Dialect): readonly [PlanRequest, ...PlanRequest[]] {
  const { from, to } = request
  const between = withSpokenOf(request, dialect)
  if (!between) return [request]
  return [
    { ...request, to: between, difference: compare(from, between, dialect) },
    { ...request, from: between, difference: compare(between, to, dialect) },
  ]
}

/** The schema to reach, with the columns that go and that fills speak of; none where there are none. */
function withSpokenOf({ to, difference, fills }: PlanRequest, dialect: Dialect): Schema | undefined {
  const kept = new Map(
    difference.altered.map(({ to: table, columns }) => {
      const own = [...fills].filter(([key]) => key.startsWith(fillKey(table.name, '')))
      const isSpokenOf = ({ name }: Column): boolean => own.some(([, value]) => dialect.mentions(value, name))
      return [table, columns.dropped.filter(isSpokenOf)] as const
    }),
  )
  if ([...kept.values()].every((columns) => columns.length === 0)) return undefined
  const tables = to.tables.map((table) => ({ ...table, columns: [...table.columns, ...(kept.get(table) ?? [])] }))
  return { ...to, tables }
}

const renaming = (from: Schema, to: Schema, renames: Renames, { renameSteps }: Dialect): Step[] =>
  renameSteps?.(from, to, renames) ?? [
    ...renames.tables.map((renamed) => ({ kind: 'renameTable', ...renamed }) as const),
    ...renames.columns.map((renamed) => ({ kind: 'renameColumn', ...renamed }) as const),
  ]

/** In the opposite order: a column while its table has the new name. */
function renamingBack(from: Schema, to: Schema, { tables, columns }: Renames, dialect: Dialect): Step[] {
  const undo = <Item extends Renamed>(renamed: Item): Item => ({ ...renamed, from: renamed.to, to: renamed.from })
  const [tablesBack, columnsBack] = [tables.toReversed().map(undo), columns.toReversed().map(undo)]
  if (!dialect.renameSteps)
    return [
      ...renaming(from, to, { tables: [], columns: columnsBack }, dialect),
      ...renaming(from, to, { tables: tablesBack, columns: [] }, dialect),
    ]
  const oldName = new Map(tables.map((table) => [table.to, table.from]))
  const renamed = columnsBack.map((column) => ({ ...column, table: oldName.get(column.table) ?? column.table }))
  return dialect.renameSteps(from, to, { tables: tablesBack, columns: renamed })
}

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
