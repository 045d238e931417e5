import type { RenamedColumn } from '../renames.ts'
import type { Check, Column, Named, Table } from '../schema.ts'
import type { AlterClause, Step } from '../step.ts'
import { inlineChecks } from './columns.ts'
import { mentions, nameKey } from './expression.ts'
import { addForeignKeys } from './references.ts'
import { nameOf } from './settle-names.ts'

/**
 * Gives columns of a table other names. Checks that speak of them change in the same statement; defaults, and what is
 * computed of them, make room in one before it and come back in one after it.
 */
export function renameColumns(before: Table, after: Table, renamed: readonly RenamedColumn[]): Step[] {
  const names = renamed.map(({ from }) => from)
  const computed = computedOf(before, names)
  const lost = computed.map((at) => before.columns[at]!.name)
  const isLost = (name: string): boolean => lost.some((one) => nameKey(one) === nameKey(name))
  const isHit = (expression: string, by: readonly string[] = [...names, ...lost]): boolean =>
    by.some((name) => mentions(expression, name))
  const pairs = <Item>(items: readonly Item[], others: readonly Item[], isOne: (item: Item) => boolean) =>
    items.flatMap((item, at): [Item, Item][] => (isOne(item) ? [[item, others[at]!]] : []))

  const indexes = pairs(before.indexes, after.indexes, ({ columns }) =>
    columns.some((column) => ('column' in column ? isLost(column.column) : isHit(column.expression))),
  )
  const references = pairs(before.foreignKeys, after.foreignKeys, ({ columns }) => columns.some(isLost))
  const usual = pairs(before.columns, after.columns, (column) => column.default !== undefined && isHit(column.default))
  const checks = pairs(before.checks, after.checks, ({ isInline, expression }) => !isInline && isHit(expression))
  // What a reference may hold gets its name in place, and to add a check copies the table.
  const isHeld = names.some((name) => !isLost(name) && isInKey(name, before))
  const early = checks.filter(([{ expression }]) => isHeld || isHit(expression, lost))
  const beside = checks.filter((pair) => !early.includes(pair))
  const drop = (all: readonly (readonly [Named, Named])[]): AlterClause[] =>
    all.map(([old]) => ({ clause: 'drop constraint', constraint: nameOf(old)! }))
  const add = (all: readonly (readonly [Check, Check])[]): AlterClause[] =>
    all.map(([old, check]) => ({
      clause: 'add constraint',
      constraint: { kind: 'check', ...check, name: nameOf(old)! },
    }))
  const alter = (clauses: readonly AlterClause[]): Step[] =>
    clauses.length > 0 ? [{ kind: 'alterTable', table: after.name, clauses }] : []
  return [
    ...alter(drop(references)),
    ...alter([
      ...indexes.map(([{ name }]): AlterClause => ({ clause: 'drop index', index: name })),
      ...drop(early),
      ...usual.map(([{ name }]): AlterClause => ({ clause: 'drop default', column: name })),
      ...lost.toReversed().map((column): AlterClause => ({ clause: 'drop column', column })),
    ]),
    ...alter([
      ...drop(beside),
      ...renamed
        .filter(({ from }) => !isLost(from))
        .map(({ from, to }): AlterClause => ({ clause: 'rename column', from, to })),
      ...add(beside),
    ]),
    ...alter([
      ...computed.map((at) => whole('add column', after.columns[at]!, after)),
      ...usual.map(([, column]) => whole('modify column', column, after)),
      ...add(early),
      ...indexes.map(([, index]): AlterClause => ({ clause: 'add index', index })),
    ]),
    ...addForeignKeys(references.map(([old, key]) => ({ table: after.name, key: { ...key, name: nameOf(old)! } }))),
  ]
}

/** Whether a column is of a reference, or other tables may refer to it. */
const isInKey = (column: string, { primaryKey, foreignKeys, indexes }: Table): boolean =>
  [
    ...(primaryKey?.columns ?? []),
    ...foreignKeys.flatMap(({ columns }) => columns),
    ...indexes
      .flatMap(({ unique, columns }) => (unique ? columns : []))
      .flatMap((one) => ('column' in one ? one.column : [])),
  ].some((name) => nameKey(name) === nameKey(column))

const whole = (clause: 'add column' | 'modify column', column: Column, table: Table): AlterClause => ({
  clause,
  column,
  checks: inlineChecks(column, table),
})

/** The columns that are computed of others, and of what is computed of these, each after those that it is made of. */
function computedOf({ columns }: Pick<Table, 'columns'>, names: readonly string[]): number[] {
  const found = columns.flatMap(({ generated }, at) =>
    generated && names.some((name) => mentions(generated.expression, name)) ? [at] : [],
  )
  const more =
    found.length > 0
      ? computedOf(
          { columns },
          found.map((at) => columns[at]!.name),
        )
      : []
  return [...found.filter((at) => !more.includes(at)), ...more]
}
