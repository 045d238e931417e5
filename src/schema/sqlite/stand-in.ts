import { isPartOfKey } from '../part-of-key.ts'
import type { Column, Table } from '../schema.ts'
import { escapePattern } from '../sql/escape-pattern.ts'
import { nearest } from '../sql/nearest.ts'
import { targetOf } from '../target-of.ts'
import { type Affinity, affinityOf } from './affinity.ts'
import { canonicalExpression } from './expression.ts'
import { identifier } from './identifier.ts'

/**
 * A value that a column takes, where what was in it is lost: a different one for each row where it has to be.
 * @param rows the name of the table that has the rows
 */
export function standIn(column: Column, table: Table, rows: string): string {
  const key = targetOf(column, table)
  const isUnique = isPartOfKey(column, table)
  if (key) {
    return isUnique && !table.withoutRowid ? keyOfEach(key.table, key.column, rows) : firstKey(key.table, key.column)
  }
  const allowed = table.checks.map(({ expression }) => allowedBy(expression, column.name)).find((value) => value)
  if (allowed !== undefined) return allowed
  if (column.type === 'json' && !isUnique) return "'{}'"
  return (isUnique ? numbered : empty)[affinityOf(column.type)]
}

const empty: Readonly<Record<Affinity, string>> = { text: "''", blob: "x''", integer: '0', real: '0', numeric: '0' }

const number = 'row_number() over ()'
const numbered: Readonly<Record<Affinity, string>> = {
  text: `'' || ${number}`,
  blob: `cast(${number} as blob)`,
  integer: number,
  real: number,
  numeric: number,
}

const firstKey = (table: string, column: string): string =>
  `(select min(${identifier(column)}) from ${identifier(table)})`

/** The first key for the first row, and so on. */
function keyOfEach(table: string, column: string, rows: string): string {
  const [name, from] = [identifier(column), identifier(rows)]
  const keys = `select ${name}, row_number() over (order by ${name}) as number from ${identifier(table)}`
  const position = `select count(*) from ${from} as earlier where earlier.rowid <= ${from}.rowid`
  return `(select ${name} from (${keys}) where number = (${position}))`
}

/** The first value of a list that a check asks for, or the bound of a number. */
function allowedBy(expression: string, column: string): string | undefined {
  const text = canonicalExpression(expression)
  const name = escapePattern(canonicalExpression(identifier(column)))
  const [, first] = new RegExp(`^\\(?${name} in \\( ?('(?:[^']|'')*'|-?[\\d.]+)`).exec(text) ?? []
  const [, operator, bound] =
    new RegExp(`^\\(?${name} ?(>=|>|<=|<|=|between) ?(-?\\d+|'(?:[^']|'')*')`).exec(text) ?? []
  return first ?? (bound && nearest(operator, bound))
}
