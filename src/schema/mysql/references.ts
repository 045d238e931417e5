import type { ForeignKey, Index } from '../schema.ts'
import type { Reference } from '../split-references.ts'
import { groupBy } from '../sql/group-by.ts'
import type { AlterClause, Step } from '../step.ts'
import { nameKey } from './expression.ts'
import { nameOf } from './settle-names.ts'

/** Adds foreign keys, those of one table at once. */
export const addForeignKeys = (references: readonly Reference[]): Step[] =>
  [...groupBy(references, ({ table }) => table)].map(([table, keys]) => ({
    kind: 'alterTable',
    table,
    clauses: keys.map(({ key }) => ({
      clause: 'add constraint',
      constraint: { kind: 'foreign_key', ...key, name: nameOf(key)! },
    })),
  }))

/**
 * Drops foreign keys, those of one table at once.
 * @param settled the indexes that are to stay when others come
 */
export const dropForeignKeys = (table: string, keys: readonly ForeignKey[], settled: readonly Index[] = []): Step[] =>
  keys.length === 0
    ? []
    : [
        {
          kind: 'alterTable',
          table,
          clauses: [
            ...keys.map((key): AlterClause => ({ clause: 'drop constraint', constraint: nameOf(key)! })),
            ...settled.flatMap(settleIndex),
          ],
        },
      ]

/**
 * Makes an index anew, as it was: one that came with a reference, and nobody asked for, goes without a word once another
 * reference or index does what it does.
 */
export const settleIndex = (index: Index): AlterClause[] => [
  { clause: 'drop index', index: index.name },
  { clause: 'add index', index },
]

/** Whether an index may have come with a reference. */
export const cameWith = ({ unique, columns }: Index, key: ForeignKey): boolean =>
  !unique &&
  columns.length === key.columns.length &&
  columns.every(
    (column, at) =>
      'column' in column && column.length === undefined && nameKey(column.column) === nameKey(key.columns[at]!),
  )
