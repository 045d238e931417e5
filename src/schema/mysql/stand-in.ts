import { isPartOfKey } from '../part-of-key.ts'
import type { Column, Table } from '../schema.ts'
import { escapePattern } from '../sql/escape-pattern.ts'
import { nearest } from '../sql/nearest.ts'
import type { Step } from '../step.ts'
import { targetOf } from '../target-of.ts'
import { canonicalExpression, nameKey } from './expression.ts'
import { identifier, literal } from './identifier.ts'
import { familyOf } from './type.ts'

/** Fills a column whose values are lost: with a different one in each row where it has to be. */
export function fillRows(column: Column, table: Table, where = ''): Step {
  const name = identifier(column.name)
  const rows = identifier(table.name)
  const value = standIn(column, table)
  if (value !== undefined) return sql(`update ${rows} set ${name} = ${value}${where && ` where ${where}`}`)
  const key = targetOf(column, table)
  const own = table.primaryKey?.columns.filter((one) => nameKey(one) !== nameKey(column.name)) ?? []
  if (key && own.length > 0) {
    const names = own.map(identifier).join(', ')
    const target = identifier(key.column)
    return sql(
      [
        `update ${rows}`,
        `join (select ${names}, row_number() over () as number from ${rows}) as own using (${names})`,
        `join (select ${target} as value, row_number() over (order by ${target}) as number from ${identifier(key.table)}) as other using (number)`,
        `set ${rows}.${name} = other.value${where && ` where ${rows}.${where}`}`,
      ].join('\n'),
    )
  }
  const number = '@number := @number + 1'
  return sql(
    `update ${rows}, (select @number := 0) as start set ${name} = ${numbered(number, column)}${where && ` where ${where}`}`,
  )
}

const sql = (statement: string): Step => ({ kind: 'sql', statement })

/** One value that a column takes, in every row; none where each needs its own. */
export function standIn(column: Column, table: Table): string | undefined {
  if (isPartOfKey(column, table)) return undefined
  const key = targetOf(column, table)
  if (key) {
    const rows = `select min(${identifier(key.column)}) as value from ${identifier(key.table)}`
    // MySQL does not read what it changes, unless it is asked to put that aside.
    return nameKey(key.table) === nameKey(table.name) ? `(select value from (${rows}) as one)` : `(${rows})`
  }
  const allowed = table.checks.map(({ expression }) => allowedBy(expression, column.name)).find((value) => value)
  return allowed ?? emptyOf(column)
}

export function emptyOf({ type }: Column): string {
  const [, first] = /^enum\(('(?:[^']|'')*')/.exec(type) ?? []
  const known: Readonly<Record<string, string>> = {
    number: '0',
    boolean: '0',
    json: "'{}'",
    time: "'1970-01-01 00:00:01'",
    year: '1970',
    bit: '0',
    geometry: 'point(0, 0)',
    point: 'point(0, 0)',
  }
  if (type === 'char(36)') return literal('00000000-0000-0000-0000-000000000000')
  return first ?? known[familyOf(type)] ?? "''"
}

/** A value of a column's type for each number. */
export function numbered(number: string, { type }: Column): string {
  const family = familyOf(type)
  if (family === 'time') return `'1970-01-02' + interval (${number}) day`
  if (family === 'json') return `cast((${number}) as char)`
  if (type === 'char(36)') return `lpad(hex(${number}), 36, '0')`
  return number
}

/** The first value of a list that a check asks for, or the bound of a number. */
function allowedBy(expression: string, column: string): string | undefined {
  const text = canonicalExpression(expression)
  const name = escapePattern(canonicalExpression(identifier(column)))
  const [, first] = new RegExp(`^${name} in \\( ('(?:[^']|'')*'|-?[\\d.]+)`).exec(text) ?? []
  const [, operator, bound] = new RegExp(`^${name} (>=|>|<=|<|=) (-? ?\\d+|'(?:[^']|'')*')`).exec(text) ?? []
  return first ?? (bound && nearest(operator, bound))
}
