import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import type { Check, Column, Table } from '../schema.ts'
import type { AlterClause, Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { identifier } from './identifier.ts'
import { isBareText, isRetyped, type TableImpact } from './impact.ts'
import { fillRows, standIn } from './stand-in.ts'
import { tokenize } from './tokens.ts'
import { holdsAll, keyExchange } from './type.ts'

/** What becomes of the columns of a table, and of the rows that are there. */
export interface ColumnPlan {
  readonly before: readonly Step[]
  readonly changes: readonly AlterClause[]
  readonly between: readonly Step[]
  readonly later: readonly AlterClause[]
  /** The columns that the database counts from now on, by the keys of their names. */
  readonly counted: ReadonlySet<string>
}

export function planColumns(difference: TableDifference, request: PlanRequest, { lost }: TableImpact): ColumnPlan {
  const { from, to, columns, alteredColumns } = difference
  const isLost = ({ name }: Column): boolean => lost.has(nameKey(name))
  const added = to.columns.filter((column) => columns.added.includes(column) || isLost(column))
  const parts = [
    ...modified(difference)
      .filter((column) => !isLost(column.to))
      .map((column) => modify(column, to, request)),
    ...inOrder(added).map((column) => {
      const old = from.columns.find(({ name }) => nameKey(name) === nameKey(column.name))
      // What was computed stays as it was last.
      return add(column, to, request, column.generated ? undefined : old?.generated?.expression)
    }),
  ]
  const dropped = inOrder(from.columns.filter(isLost)).toReversed()
  const counted = [...added, ...alteredColumns.map((column) => column.to)].filter(({ identity }) => identity)
  return {
    before: parts.flatMap(({ before = [] }) => before),
    changes: [
      ...dropped.map(({ name }): AlterClause => ({ clause: 'drop column', column: name })),
      ...parts.flatMap(({ changes = [] }) => changes),
    ],
    between: parts.flatMap(({ between = [] }) => between),
    later: parts.flatMap(({ later = [] }) => later),
    counted: new Set(counted.map(({ name }) => nameKey(name))),
  }
}

type Part = Partial<Omit<ColumnPlan, 'counted'>>

/** What is computed of others comes after them. */
const inOrder = (columns: readonly Column[]): Column[] => [
  ...columns.filter(({ generated }) => !generated),
  ...columns.filter(({ generated }) => generated),
]

/** The columns that differ; those whose table has another collation, and that have no own; those whose check differs. */
function modified({ from, to, alteredColumns, checks }: TableDifference): ColumnDifference[] {
  const known = new Set(alteredColumns.map((column) => column.to))
  const isMoved = (column: Column): boolean =>
    (from.collation !== to.collation && isBareText(column)) ||
    [...checks.dropped, ...checks.added].some((check) => check.isInline && check.column === column.name)
  const others = to.columns
    .filter((column) => !known.has(column) && isMoved(column))
    .flatMap((column) => {
      const old = from.columns.find(({ name }) => nameKey(name) === nameKey(column.name))
      return old ? [{ from: old, to: column, aspects: [] }] : []
    })
  return [...alteredColumns, ...others]
}

/** MariaDB: the checks that are part of a column. */
export const inlineChecks = ({ name }: Column, { checks }: Table): Check[] =>
  checks.filter((check) => check.isInline && check.column === name)

function modify(difference: ColumnDifference, table: Table, { fills, isWayBack }: PlanRequest): Part {
  const { from, to } = difference
  const clause = (column: Column): AlterClause => ({
    clause: 'modify column',
    column,
    checks: inlineChecks(to, table),
  })
  if (!losesNull(difference)) return { changes: [clause(to)], ...exchange(from, to, table) }
  const fill = fills.get(fillKey(table.name, to.name)) ?? to.default ?? (isWayBack ? standIn(to, table) : undefined)
  if (fill === undefined && !isWayBack) return { changes: [clause(to)] }
  const isEmpty = `${identifier(to.name)} is null`
  const step = fill === undefined ? fillRows(to, table, isEmpty) : update(to, table, fill, isEmpty)
  // A value of the new type may be none of the old.
  if ((isRetyped(difference) && !holdsAll(to.type, from.type)) || from.generated)
    return { changes: [clause({ ...to, nullable: true })], between: [step], later: [clause(to)] }
  return { before: [step], changes: [clause(to)] }
}

/** The same UUID for the same number, in each table, or the number that one was made of: 48 bits of another. */
function exchange(from: Column, to: Column, table: Table): Part {
  const name = identifier(to.name)
  if (keyExchange(from.type, to.type) === 'uuid') {
    const uuid = `concat('00000000-0000-8000-8000-', lpad(lower(conv(${name}, 10, 16)), 12, '0'))`
    return { between: [update(to, table, uuid)] }
  }
  if (keyExchange(from.type, to.type) !== 'number') return {}
  const number = `conv(right(${name}, 12), 16, 10)`
  return { before: [update(to, table, to.type.startsWith('bigint') ? number : `mod(${number}, 2147483647)`)] }
}

function add(column: Column, table: Table, { fills, isWayBack }: PlanRequest, value: string | undefined): Part {
  const clause = (one: Column): AlterClause => ({
    clause: 'add column',
    column: one,
    checks: inlineChecks(column, table),
  })
  const fill = fills.get(fillKey(table.name, column.name)) ?? value
  const isFilled = column.nullable || column.default !== undefined || column.generated || column.identity
  if (fill === undefined && (isFilled || !isWayBack)) return { changes: [clause(column)] }
  if (fill !== undefined && isConstant(fill)) {
    // Without any, MySQL would not take null by itself either.
    const usual: AlterClause =
      column.default === undefined && !column.nullable
        ? { clause: 'drop default', column: column.name }
        : { clause: 'modify column', column, checks: inlineChecks(column, table) }
    return { changes: [clause({ ...column, default: fill })], later: [usual] }
  }
  return {
    changes: [clause({ ...column, nullable: true })],
    between: [fill === undefined ? fillRows(column, table) : update(column, table, fill)],
    later: column.nullable ? [] : [{ clause: 'modify column', column, checks: inlineChecks(column, table) }],
  }
}

const update = ({ name }: Column, table: Table, value: string, where = ''): Step => ({
  kind: 'sql',
  statement: `update ${identifier(table.name)} set ${identifier(name)} = ${value}${where && ` where ${where}`}`,
})

function isConstant(expression: string): boolean {
  const [first, second, ...others] = tokenize(expression)
  const value = first?.symbol === '-' ? second : second === undefined ? first : undefined
  return others.length === 0 && (value?.kind === 'string' || value?.kind === 'number')
}
