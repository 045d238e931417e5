import type { PlanRequest } from '../dialect.ts'
import type { ColumnDifference, TableDifference } from '../difference.ts'
import { fillKey, losesNull } from '../fills.ts'
import { leadsThere } from '../rows/orphans.ts'
import type { View } from '../schema.ts'
import { mentions, nameKey } from './expression.ts'
import { enumValues, holdsAll } from './type.ts'

/** What is lost, copied or locked; one sentence each. */
export function hazards({ difference, fills, to }: PlanRequest): string[] {
  const found = [
    ...difference.tables.dropped.flatMap(({ name }) => [
      `The table ${name} is dropped, with all of its rows.`,
      ...spoken(to.views, name),
    ]),
    ...difference.altered.flatMap((table) => tableHazards(table, fills, to.views)),
  ]
  return [...new Set(found)]
}

const spoken = (views: readonly View[], table: string, name = table): string[] =>
  views
    .filter(({ sql }) => mentions(sql, table) && mentions(sql, name))
    .map((view) => `The view ${view.name} speaks of ${name}: look at it.`)

function tableHazards(
  difference: TableDifference,
  fills: ReadonlyMap<string, string>,
  views: readonly View[],
): string[] {
  const { from, to, columns, alteredColumns, foreignKeys, primaryKey } = difference
  const isNew = (name: string): boolean => columns.added.some((column) => nameKey(column.name) === nameKey(name))
  const keys = foreignKeys.added.filter(
    (key) => !key.columns.every(isNew) && !foreignKeys.dropped.some((old) => leadsThere(old, key)),
  )
  const isCopied =
    primaryKey ||
    columns.added.some(({ generated, identity }) => generated?.stored || identity) ||
    alteredColumns.some(isOther) ||
    alteredColumns.some(losesNull) ||
    from.collation !== to.collation
  return [
    ...columns.dropped.flatMap(({ name }) => [
      `${to.name}.${name} is dropped, with what is in it.`,
      ...spoken(views, to.name, name),
      ...to.triggers
        .filter(({ sql }) => mentions(sql, name))
        .map((trigger) => `The trigger ${trigger.name} speaks of ${name}: look at it.`),
    ]),
    ...columns.added.flatMap(({ name }) => {
      const fill = fills.get(fillKey(to.name, name))
      return fill === undefined ? [] : [`${to.name}.${name} is ${fill} in the rows that are there.`]
    }),
    ...(isCopied ? [`${to.name} is copied, and nothing can be written to it until that is done.`] : []),
    ...keys.map(({ table }) => `Nothing can be written to ${to.name} and ${table} until the reference is checked.`),
  ]
}

const isOther = ({ from, to, aspects }: ColumnDifference): boolean =>
  aspects.includes('collation') || (aspects.includes('type') && !growsInPlace(from.type, to.type))

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
