import { UsageError } from '../../errors.ts'
import type { Dialect, PlanRequest } from '../../schema/dialect.ts'
import { fillKey, missingFills } from '../../schema/fills.ts'
import { goneValues, listedValues, replacedKey } from '../../schema/rows/replaced.ts'
import type { Column, Table } from '../../schema/schema.ts'
import { closing } from '../../schema/sql/token-list.ts'
import { type Given, split, unknown } from './given.ts'

type Sides = Pick<PlanRequest, 'from' | 'to' | 'difference'>

/**
 * What was given for rows, as SQL, by `table.column`, or by `table.column:'value'` of a value that goes.
 * @param sides with the names that things have in the end
 * @throws UsageError for a column that needs nothing, for a value that does not go, and for what does not fit
 */
export function readFills({ fill }: Given, sides: Sides, dialect: Dialect): ReadonlyMap<string, string> {
  const needing = missingFills(sides.difference, new Map())
  const losing = losingColumns(sides, dialect)
  const all = [
    ...needing.map(({ table, column }) => fillKey(table, column.name)),
    ...losing.flatMap(({ table, column, gone }) =>
      gone.map((value) => `${fillKey(table.name, column.name)}:${bare(value)}`),
    ),
  ]
  return new Map(
    fill.map(split).map(([path, text]) => {
      const needs = needing.find(({ table, column }) => fillKey(table, column.name) === path)
      if (needs) return [path, readFill(path, text, needs.column, sides, dialect)]
      for (const { table, column, gone } of losing) {
        const value = gone.find((one) => `${fillKey(table.name, column.name)}:${bare(one)}` === path)
        if (value === undefined) continue
        return [replacedKey(table.name, column.name, value), replacing(path, text, table, column, sides, dialect)]
      }
      throw unknown('FILL_UNKNOWN', `\`--fill ${path}=${text}\`: ${path} needs no value.`, all)
    }),
  )
}

/**
 * A value that a person typed for a column, as SQL: an expression in parentheses as it stands, anything else as a value of
 * its type; nothing where it is none.
 */
export function sqlOf(text: string, { type }: Column, { literalOf, tokenize }: Dialect): string | undefined {
  if (!text.startsWith('(')) return literalOf(text, type)
  try {
    const tokens = tokenize(text)
    return closing(tokens, 0) === tokens.length - 1 ? text : undefined
  } catch {
    // What is in quotes has no end.
    return undefined
  }
}

function readFill(path: string, text: string, column: Column, { to }: Sides, dialect: Dialect): string {
  const value = sqlOf(text, column, dialect)
  const table = to.tables.find(({ name }) => fillKey(name, column.name) === path)!
  const values = listedValues(column, table, to, dialect)
  if (value !== undefined && (text.startsWith('(') || values?.includes(value) !== false)) return value
  throw new UsageError(
    'FILL_INVALID',
    values
      ? `\`--fill ${path}=${text}\`: it can be ${listed(values)}.`
      : `\`--fill ${path}=${text}\`: that is no value of type ${column.type}.`,
    `For example: --fill ${path}=${values ? bare(values[0]!) : '0'}, or an expression of SQL in parentheses: --fill ${path}='(…)'`,
  )
}

/** What comes in the place of a value that goes. */
function replacing(
  path: string,
  text: string,
  table: Table,
  column: Column,
  { from, to }: Sides,
  dialect: Dialect,
): string {
  const before = from.tables.find(({ name }) => dialect.nameKey(name) === dialect.nameKey(table.name))!
  const old = listedValues(before.columns.find(({ name }) => name === column.name) ?? column, before, from, dialect)!
  const kept = listedValues(column, table, to, dialect)!.filter((value) => old.includes(value))
  const value = kept.find((one) => bare(one) === text)
  if (value !== undefined) return value
  throw new UsageError(
    'FILL_INVALID',
    `\`--fill ${path}=${text}\`: rows cannot have that before and after the change.`,
    `${kept.length > 0 ? `They can have ${listed(kept)}. ` : ''}Add a new value first, and take the old one away by a second migration.`,
  )
}

const losingColumns = (sides: Sides, dialect: Dialect) =>
  sides.to.tables.flatMap((table) =>
    table.columns
      .map((column) => ({ table, column, gone: goneValues(column, table, sides, dialect) }))
      .filter(({ gone }) => gone.length > 0),
  )

/** A text of SQL as one types it. */
const bare = (literal: string): string => literal.replace(/^\w*'(.*)'$/s, '$1').replaceAll("''", "'")

const listed = (values: readonly string[]): string => values.map((value) => `\`${bare(value)}\``).join(', ')
