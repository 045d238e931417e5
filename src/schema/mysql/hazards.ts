import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey } from '../fills.ts'
import { leadsThere } from '../rows/orphans.ts'
import type { View } from '../schema.ts'
import { planColumns } from './columns.ts'
import { mentions, nameKey } from './expression.ts'
import { impactOf, type TableImpact, untouched } from './impact.ts'
import { enumValues, holdsAll } from './type.ts'

/** What is lost, copied or locked; one sentence each. */
export function hazards(request: PlanRequest): string[] {
  const { difference, to } = request
  const impact = impactOf(request)
  const found = [
    ...difference.tables.dropped.flatMap(({ name }) => [
      `The table ${name} is dropped, with all of its rows.`,
      ...spoken(to.views, name),
    ]),
    ...difference.altered.flatMap((table) =>
      tableHazards(table, request, impact.get(nameKey(table.to.name)) ?? untouched),
    ),
  ]
  return [...new Set(found)]
}

const spoken = (views: readonly View[], table: string, name = table): string[] =>
  views
    .filter(({ sql }) => mentions(sql, table) && mentions(sql, name))
    .map((view) => `The view ${view.name} speaks of ${name}: look at it.`)

function tableHazards(difference: TableDifference, request: PlanRequest, impact: TableImpact): string[] {
  const { from, to, columns, alteredColumns, checks, foreignKeys, primaryKey } = difference
  const { views } = request.to
  const isNew = (name: string): boolean => columns.added.some((column) => nameKey(column.name) === nameKey(name))
  const keys = foreignKeys.added.filter(
    (key) => !key.columns.every(isNew) && !foreignKeys.dropped.some((old) => leadsThere(old, key)),
  )
  const isCopied =
    (primaryKey && !to.primaryKey) ||
    columns.added.some(({ generated, identity }) => generated?.stored || identity) ||
    alteredColumns.some(isOther) ||
    // One that is part of its column is looked at while others write.
    checks.added.some(({ isInline }) => !isInline) ||
    from.collation !== to.collation
  const { before, between } = planColumns(difference, request, impact)
  const isFilled = [...before, ...between].some((step) => step.kind === 'sql' && step.statement.startsWith('update '))
  return [
    ...columns.dropped.flatMap(({ name }) => [
      `${to.name}.${name} is dropped, with what is in it.`,
      ...spoken(views, to.name, name),
      ...to.triggers
        .filter(({ sql }) => mentions(sql, name))
        .map((trigger) => `The trigger ${trigger.name} speaks of ${name}: look at it.`),
    ]),
    ...columns.added.flatMap(({ name }) => {
      const fill = request.fills.get(fillKey(to.name, name))
      return fill === undefined ? [] : [`${to.name}.${name} is ${fill} in the rows that are there.`]
    }),
    ...(isFilled ? [`Nobody else can write to rows of ${to.name} that are filled until that is done.`] : []),
    ...(isCopied ? [`${to.name} is copied, and nothing can be written to it until that is done.`] : []),
    ...keys.map(({ table }) => `Nothing can be written to ${to.name} and ${table} until the reference is checked.`),
  ]
}

const isOther = ({ from, to, aspects }: ColumnDifference): boolean =>
  aspects.includes('collation') ||
  (to.identity !== undefined && aspects.includes('identity')) ||
  (aspects.includes('type') && !growsInPlace(from.type, to.type))

/** A longer text has room where it is, as long as its length takes no more bytes, and so has an enum of more values. */
function growsInPlace(from: string, to: string): boolean {
  const [known, values] = [from, to].map(enumValues)
  if (known && values) return holdsAll(from, to) && known.length > 255 === values.length > 255
  const [old, fresh] = [from, to].map((type) => Number(/^varchar\((\d+)\)$/.exec(type)?.[1] ?? Number.NaN)) as [
    number,
    number,
  ]
  return fresh >= old && (fresh <= 63 || old > 63)
}
