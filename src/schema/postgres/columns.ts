import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import type { Column, Table } from '../schema.ts'
import type { ColumnChange, Step } from '../step.ts'
import { castOf } from './cast.ts'
import { identifier } from './identifier.ts'
import { identityChange } from './identity.ts'
import { type Impact, isConverted, untouched } from './impact.ts'
import { fillRows, standIn } from './stand-in.ts'

/** The columns that go, what is computed of others first. */
export function dropColumns({ from, to }: TableDifference, impact: Impact): Step[] {
  const { lost } = impact.get(to.name) ?? untouched
  const columns = from.columns.filter(({ name }) => lost.has(name))
  return [...columns.filter(isGenerated), ...columns.filter((column) => !isGenerated(column))].map((column) => ({
    kind: 'dropColumn',
    table: from.name,
    column: column.name,
  }))
}

const isGenerated = ({ generated }: Column): boolean => generated !== undefined

/** The columns that come, and those that come back; what is computed of others last. */
export function addColumns({ from, to, columns }: TableDifference, request: PlanRequest, impact: Impact): Step[] {
  const { lost } = impact.get(to.name) ?? untouched
  const added = to.columns.filter((column) => columns.added.includes(column) || lost.has(column.name))
  const plain = added.filter((column) => !isGenerated(column))
  return [...plain, ...added.filter(isGenerated)].flatMap((column) => {
    const old = from.columns.find(({ name }) => name === column.name)
    // What was computed stays as it was last.
    const value = column.generated ? undefined : old?.generated?.expression
    return addColumn(column, to, request, value)
  })
}

function addColumn(column: Column, table: Table, { fills, isWayBack }: PlanRequest, value: string | undefined): Step[] {
  // Rows get what was given once there may be no null.
  const fill = (column.nullable ? undefined : fills.get(fillKey(table.name, column.name))) ?? value
  const isFilled = column.nullable || column.default !== undefined || column.generated || column.identity
  if (isFilled && fill === undefined) return [add(table, column)]
  if (fill === undefined && !isWayBack && !isCounted(column, table)) return [add(table, column)]
  if (fill !== undefined && isConstant(fill)) {
    // PostgreSQL keeps a constant apart from the rows: it need not write them.
    const usual: ColumnChange =
      column.default === undefined
        ? { drop: 'default' }
        : { set: 'default', default: column.default, type: column.type }
    return [add(table, { ...column, default: fill }), alter(table, column, usual)]
  }
  return [
    add(table, { ...column, nullable: true }),
    fill === undefined
      ? fillRows(column, table)
      : { kind: 'sql', statement: `update ${identifier(table.name)} set ${identifier(column.name)} = ${fill}` },
    ...(column.nullable ? [] : [alter(table, column, { set: 'not null' })]),
  ]
}

const isCounted = ({ name }: Column, { primaryKey }: Table): boolean =>
  primaryKey?.columns.length === 1 && primaryKey.columns[0] === name

/** Whether it is the same in each row. */
export const isConstant = (expression: string): boolean =>
  /^(-?[\d.]+|'([^']|'')*'(::[\w ]+)?|null|true|false)$/i.test(expression)

const add = ({ name: table }: Table, column: Column): Step => ({ kind: 'addColumn', table, column, checks: [] })

const alter = ({ name: table }: Table, { name: column }: Column, change: ColumnChange): Step => ({
  kind: 'alterColumn',
  table,
  column,
  change,
})

/** What becomes of the columns that stay. */
export function alterColumns({ to, alteredColumns }: TableDifference, request: PlanRequest, impact: Impact): Step[] {
  const { lost } = impact.get(to.name) ?? untouched
  return alteredColumns
    .filter((column) => !lost.has(column.to.name))
    .flatMap((column) => alterColumn(column, to, request))
}

function alterColumn(difference: ColumnDifference, table: Table, request: PlanRequest): Step[] {
  const { from, to, aspects } = difference
  const change = (what: ColumnChange): Step => alter(table, to, what)
  const isRetyped = aspects.includes('type') || aspects.includes('collation')
  // A default is of the old type: it goes before that does.
  const losesDefault =
    from.default !== undefined && (to.default === undefined || (isRetyped && isConverted(difference)))
  const setsDefault =
    to.default !== undefined &&
    (losesDefault || aspects.includes('default') || (isRetyped && to.default.includes('::')))
  const using = castOf(from, to)
  const name = identifier(to.name)
  const own = `alter table ${identifier(table.name)} alter column ${name}`
  const identity =
    aspects.includes('identity') || aspects.includes('counting') || (isRetyped && from.identity === 'serial')
      ? identityChange(from, to, table)
      : noIdentityChange
  return [
    ...identity.before,
    ...(from.generated && !to.generated ? [{ kind: 'sql', statement: `${own} drop expression` } as const] : []),
    ...(losesDefault ? [change({ drop: 'default' })] : []),
    ...(isRetyped
      ? [
          change({
            set: 'type',
            type: to.type,
            ...(using !== undefined && { using }),
            ...(aspects.includes('collation') && { collation: to.collation ?? 'default' }),
          }),
        ]
      : []),
    ...(setsDefault ? [change({ set: 'default', default: to.default!, type: to.type })] : []),
    ...(losesNull(difference) ? [...fillNulls(to, table, request), change({ set: 'not null' })] : []),
    ...(!from.nullable && to.nullable ? [change({ drop: 'not null' })] : []),
    ...identity.after,
  ]
}

const noIdentityChange = { before: [], after: [] }

/** What rows get that have null in a column. */
export function fillNulls(column: Column, table: Table, { fills, isWayBack }: PlanRequest): Step[] {
  const fill =
    fills.get(fillKey(table.name, column.name)) ?? column.default ?? (isWayBack ? standIn(column, table) : undefined)
  if (fill === undefined && !isWayBack) return []
  if (fill === undefined) return [fillRows(column, table, `${identifier(column.name)} is null`)]
  const name = identifier(column.name)
  return [{ kind: 'sql', statement: `update ${identifier(table.name)} set ${name} = ${fill} where ${name} is null` }]
}
