import type { Dialect } from './dialect.ts'
import type { Aspect, Changed, Difference, EnumChanges, TableDifference } from './difference.ts'
import {
  sameCheck,
  sameColumnNames,
  sameForeignKey,
  sameIndex,
  sameKeyOptions,
  sameTrigger,
  sameUnique,
} from './same.ts'
import type { Column, DatabaseObject, EnumType, Schema, Table } from './schema.ts'

/** Compares two schemas of one engine. What was renamed counts as dropped and added: see `rename`. */
export function compare(from: Schema, to: Schema, dialect: Dialect): Difference {
  const tables = pair(from.tables, to.tables, dialect)
  return {
    tables,
    views: changed(
      from.views,
      to.views,
      (one, other) =>
        one.name === other.name &&
        dialect.sameExpression(one.sql, other.sql) &&
        isUnchanged(changed(one.triggers, other.triggers, sameTrigger(dialect))),
    ),
    enums: compareEnums(from.enums ?? [], to.enums ?? [], dialect),
    objects: changed(from.objects ?? [], to.objects ?? [], sameObject),
    altered: tables.pairs.map(([one, other]) => compareTables(one, other, dialect)).filter(isDifferent),
  }
}

/** What a domain or a type says is its own: only what can be put in its own place is looked into. */
const sameObject = (one: DatabaseObject, other: DatabaseObject): boolean =>
  one.name === other.name && (/^(?:domain|type) /.test(one.name) || one.sql === other.sql)

export const isEmpty = ({ tables, views, enums, objects, altered }: Difference): boolean =>
  [tables, views, enums, objects].every(isUnchanged) && altered.length + enums.altered.length === 0

function compareEnums(from: readonly EnumType[], to: readonly EnumType[], dialect: Dialect): EnumChanges {
  const { pairs, ...enums } = pair(from, to, dialect)
  const altered = pairs.map(([one, other]) => ({ from: one, to: other }))
  return { ...enums, altered: altered.filter((one) => one.from.values.join('\0') !== one.to.values.join('\0')) }
}

function compareTables(from: Table, to: Table, dialect: Dialect): TableDifference {
  const columns = pair(from.columns, to.columns, dialect)
  return {
    from,
    to,
    columns,
    alteredColumns: columns.pairs
      .map(([one, other]) => ({ from: one, to: other, aspects: aspectsOf(one, other, dialect) }))
      .filter(({ aspects }) => aspects.length > 0),
    uniques: changed(from.uniques, to.uniques, sameUnique(dialect)),
    foreignKeys: changed(from.foreignKeys, to.foreignKeys, sameForeignKey(dialect)),
    checks: changed(from.checks, to.checks, sameCheck(dialect)),
    indexes: changed(from.indexes, to.indexes, sameIndex(dialect)),
    triggers: changed(from.triggers, to.triggers, sameTrigger(dialect)),
    primaryKey: !samePrimaryKey(from, to, dialect),
    storage: from.strict !== to.strict || from.withoutRowid !== to.withoutRowid || from.collation !== to.collation,
    comment: from.comment !== to.comment,
  }
}

function aspectsOf(from: Column, to: Column, { sameExpression }: Dialect): Aspect[] {
  const same = (one: string | undefined, other: string | undefined): boolean =>
    one === undefined || other === undefined ? one === other : sameExpression(one, other)
  const isSame: Record<Aspect, boolean> = {
    type: from.type === to.type,
    nullable: from.nullable === to.nullable,
    default: same(from.default, to.default),
    generated:
      same(from.generated?.expression, to.generated?.expression) && from.generated?.stored === to.generated?.stored,
    collation: from.collation === to.collation,
    onConflict: from.onConflict === to.onConflict,
    identity: from.identity === to.identity,
    counting: from.counting === to.counting,
    onUpdate: from.onUpdate === to.onUpdate,
    isInvisible: from.isInvisible === to.isInvisible,
    comment: from.comment === to.comment,
  }
  return (Object.keys(isSame) as Aspect[]).filter((aspect) => !isSame[aspect])
}

function samePrimaryKey({ primaryKey: one }: Table, { primaryKey: other }: Table, dialect: Dialect): boolean {
  if (!one || !other) return one === other
  return (
    sameColumnNames(one.columns, other.columns, dialect) &&
    one.autoIncrement === other.autoIncrement &&
    one.modifiers?.join() === other.modifiers?.join() &&
    one.onConflict === other.onConflict &&
    sameKeyOptions(one, other)
  )
}

const isDifferent = ({ columns, alteredColumns, primaryKey, storage, comment, ...lists }: TableDifference): boolean =>
  !isUnchanged(columns) ||
  alteredColumns.length > 0 ||
  primaryKey ||
  storage ||
  comment ||
  [lists.uniques, lists.foreignKeys, lists.checks, lists.indexes, lists.triggers].some((list) => !isUnchanged(list))

const isUnchanged = ({ dropped, added }: Changed<unknown>): boolean => dropped.length === 0 && added.length === 0

interface Paired<Item> extends Changed<Item> {
  readonly pairs: readonly (readonly [Item, Item])[]
}

/** What has one name on both sides. */
function pair<Item extends { readonly name: string }>(
  from: readonly Item[],
  to: readonly Item[],
  { nameKey }: Dialect,
): Paired<Item> {
  const [old, fresh] = [from, to].map((items) => new Map(items.map((item) => [nameKey(item.name), item])))
  return {
    pairs: to.flatMap((item) => {
      const other = old!.get(nameKey(item.name))
      return other ? [[other, item] as const] : []
    }),
    dropped: from.filter(({ name }) => !fresh!.has(nameKey(name))),
    added: to.filter(({ name }) => !old!.has(nameKey(name))),
  }
}

/** What is the same on both sides is neither dropped nor added; of two alike, each counts. */
export function changed<Item>(
  from: readonly Item[],
  to: readonly Item[],
  same: (one: Item, other: Item) => boolean,
): Changed<Item> {
  const dropped = [...from]
  const added = to.filter((item) => {
    const index = dropped.findIndex((other) => same(other, item))
    if (index >= 0) dropped.splice(index, 1)
    return index < 0
  })
  return { dropped, added }
}
