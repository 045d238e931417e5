import type { Dialect, PlanRequest } from '../dialect.ts'
import { fillKey } from '../fills.ts'
import type { Check, Column, Schema, Table } from '../schema.ts'
import { escapePattern } from '../sql/escape-pattern.ts'
import { quoteText } from '../sql/quote-text.ts'
import { type Former, select } from './former.ts'
import type { RowHazard } from './row-hazard.ts'

type Request = Pick<PlanRequest, 'from' | 'to' | 'fills'>

/** Values that a column cannot have any more, and the one that their rows get; as SQL. */
export interface Replaced {
  readonly table: string
  readonly column: string
  readonly gone: readonly string[]
  readonly value: string
}

/** Where fills say what rows get that have a value which goes. */
export const replacedKey = (table: string, column: string, value: string): string =>
  `${fillKey(table, column)}:${value}`

/** What is replaced, one for each value that comes in its place. */
export function replacedValues(request: Request, dialect: Dialect): Replaced[] {
  return request.to.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const byValue = new Map<string, string[]>()
      for (const gone of goneValues(column, table, request, dialect)) {
        const value = request.fills.get(replacedKey(table.name, column.name, gone))
        if (value !== undefined) byValue.set(value, [...(byValue.get(value) ?? []), gone])
      }
      return [...byValue].map(([value, gone]) => ({ table: table.name, column: column.name, gone, value }))
    }),
  )
}

/** Whether no row is left with a value that goes. */
export function isReplaced(column: Column, table: Table, request: Request, dialect: Dialect): boolean {
  const gone = goneValues(column, table, request, dialect)
  return gone.length > 0 && gone.every((value) => request.fills.has(replacedKey(table.name, column.name, value)))
}

/** The values of a list that a column has no more. */
export function goneValues(
  column: Column,
  table: Table,
  { from, to }: Pick<PlanRequest, 'from' | 'to'>,
  dialect: Dialect,
): readonly string[] {
  const { nameKey } = dialect
  const old = from.tables.find(({ name }) => nameKey(name) === nameKey(table.name))
  const before = old?.columns.find(({ name }) => nameKey(name) === nameKey(column.name))
  const fresh = before && listedValues(column, table, to, dialect)
  if (!fresh) return []
  return listedValues(before, old!, from, dialect)?.filter((value) => !fresh.includes(value)) ?? []
}

/** The values that a column can have, as SQL, where there is a list of them: of its type, or of a check. */
export function listedValues(
  column: Column,
  { checks }: Table,
  { enums = [] }: Schema,
  dialect: Dialect,
): readonly string[] | undefined {
  const known = enums.find(({ name }) => name === column.type)
  if (known) return known.values.map(quoteText)
  if (column.type.startsWith('enum(')) return column.type.match(new RegExp(text, 'g')) ?? undefined
  return checks.map((check) => checkedValues(column, check, dialect)).find((values) => values)
}

const text = String.raw`'(?:[^'\\]|\\.|'')*'`
const value = `(?:${text}|-? ?[\\d.]+)`
const typed = `${value}(?: :: [a-z ]+)?`

/** The values that a check allows, where it does nothing else. A list of one is an equation to PostgreSQL. */
export function checkedValues(
  { name }: Column,
  { expression }: Check,
  { canonicalExpression, sql }: Dialect,
): readonly string[] | undefined {
  const subject = escapePattern(canonicalExpression(sql.identifier(name)))
  const list = new RegExp(
    `^\\(? ?${subject} ?\\)?(?: :: [a-z ]+)? (?:in \\( (${typed}(?: , ${typed})*) \\)|= (${typed}))$`,
  )
  const [, several, one] = list.exec(canonicalExpression(expression)) ?? []
  return (several ?? one)?.match(new RegExp(value, 'g')) ?? undefined
}

export const replacedCondition = ({ table, column, gone }: Replaced, former: Former): string =>
  `${former.column(table, column)} ${gone.length > 1 ? `in (${gone.join(', ')})` : `= ${gone[0]}`}`

/** Before anything else changes: the value is one that the column can have already. */
export const replaceStatement = (one: Replaced, former: Former): string =>
  `update ${former.table(one.table)} set ${former.column(one.table, one.column)} = ${one.value} where ${replacedCondition(one, former)}`

export const replacedHazard = (one: Replaced, former: Former): RowHazard => ({
  text: `${one.table}.${one.column} becomes ${one.value} where it was ${one.gone.join(' or ')}`,
  query: select(former.table(one.table), replacedCondition(one, former)),
  fails: false,
})
