import type { PlanRequest } from '../dialect.ts'
import type { TableDifference } from '../difference.ts'
import type { Check, Index, Table } from '../schema.ts'
import type { AlterClause, Step } from '../step.ts'
import { type ColumnPlan, planColumns } from './columns.ts'
import { tableOptions } from './create-table.ts'
import { mentions, nameKey, sameExpression } from './expression.ts'
import { indexHits, type TableImpact } from './impact.ts'
import { cameWith, settleIndex } from './references.ts'
import { nameOf } from './settle-names.ts'

/**
 * What becomes of a table: as much as can be in one statement, which the database does wholly or not at all; where rows
 * get values meanwhile, in one before that and one after it.
 */
export function alterTable(difference: TableDifference, request: PlanRequest, impact: TableImpact): Step[] {
  const { from, to } = difference
  const { lost } = impact
  const columns = planColumns(difference, request, impact)
  const checks = changedChecks(difference, lost)
  const isHit = (index: Table['indexes'][number]): boolean => indexHits(index, lost)
  const indexesAgain = to.indexes.filter((index) => !difference.indexes.added.includes(index) && isHit(index))
  const oldIndexes = from.indexes.filter(
    (index) =>
      difference.indexes.dropped.includes(index) ||
      indexesAgain.some(({ name }) => nameKey(name) === nameKey(index.name)),
  )
  const newIndexes = [...difference.indexes.added, ...indexesAgain]
  const covers = (index: Index, other: Index): boolean =>
    other.columns.every((column, at) => JSON.stringify(column) === JSON.stringify(index.columns[at]))
  const settled = from.indexes.filter(
    (index) =>
      !oldIndexes.includes(index) &&
      newIndexes.some((other) => covers(other, index)) &&
      from.foreignKeys.some((reference) => cameWith(index, reference)),
  )
  const key = keyClauses(difference, lost)
  const additions: AlterClause[] = [
    ...key.added,
    ...newIndexes.map((index): AlterClause => ({ clause: 'add index', index })),
    ...checks.added.map((check): AlterClause => ({
      clause: 'add constraint',
      constraint: { kind: 'check', ...check, name: nameOf(check)! },
    })),
  ]
  const isFilled = columns.between.length > 0
  // What the database counts is a key from the beginning.
  const isEarly = (clause: AlterClause): boolean => !isFilled || countsIn(clause, columns)
  const clauses: AlterClause[] = [
    ...checks.dropped.map((check): AlterClause => ({ clause: 'drop constraint', constraint: nameOf(check)! })),
    ...oldIndexes.map(({ name }): AlterClause => ({ clause: 'drop index', index: name })),
    ...key.dropped,
    ...columns.changes,
    ...optionsOf(from, to),
    ...settled.flatMap(settleIndex),
    ...additions.filter(isEarly),
  ]
  return [
    ...columns.before,
    ...alter(to, clauses),
    ...columns.between,
    ...alter(to, [...columns.later, ...additions.filter((clause) => !isEarly(clause))]),
  ]
}

const alter = ({ name: table }: Table, clauses: readonly AlterClause[]): Step[] =>
  clauses.length > 0 ? [{ kind: 'alterTable', table, clauses }] : []

/** Those that are part of a column change with that. */
function changedChecks(
  { from, to, checks }: TableDifference,
  lost: ReadonlySet<string>,
): { readonly dropped: readonly Check[]; readonly added: readonly Check[] } {
  const isHit = ({ expression }: Check): boolean => [...lost].some((name) => mentions(expression, name))
  const again = to.checks.filter((check) => !checks.added.includes(check) && isHit(check))
  const isAgain = (check: Check): boolean => again.some((one) => sameExpression(one.expression, check.expression))
  return {
    dropped: from.checks.filter((check) => !check.isInline && (checks.dropped.includes(check) || isAgain(check))),
    added: [...checks.added, ...again].filter(({ isInline }) => !isInline),
  }
}

interface KeyClauses {
  readonly dropped: readonly AlterClause[]
  readonly added: readonly AlterClause[]
}

function keyClauses({ from, to, primaryKey }: TableDifference, lost: ReadonlySet<string>): KeyClauses {
  const losesKey = from.primaryKey?.columns.some((name) => lost.has(nameKey(name))) === true
  if (!primaryKey && !losesKey) return { dropped: [], added: [] }
  return {
    dropped: from.primaryKey ? [{ clause: 'drop primary key' }] : [],
    added: to.primaryKey ? [{ clause: 'add primary key', key: to.primaryKey }] : [],
  }
}

function countsIn(clause: AlterClause, { counted }: ColumnPlan): boolean {
  if (clause.clause === 'add primary key') return clause.key.columns.some((name) => counted.has(nameKey(name)))
  return clause.clause === 'add index' && indexHits(clause.index, counted)
}

function optionsOf(from: Table, to: Table): AlterClause[] {
  const [old, fresh] = [from, to].map(tableOptions)
  const known = new Set(old)
  return [
    ...(from.collation !== undefined && to.collation === undefined ? ['default character set default'] : []),
    ...fresh!.filter((option) => !known.has(option)),
    ...(from.comment !== undefined && to.comment === undefined ? ["comment ''"] : []),
  ].map((option) => ({ clause: 'option', option }))
}
