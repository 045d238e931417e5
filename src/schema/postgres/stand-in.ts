import { isPartOfKey } from '../part-of-key.ts'
import type { Column, Table } from '../schema.ts'
import { escapePattern } from '../sql/escape-pattern.ts'
import { nearest } from '../sql/nearest.ts'
import type { Step } from '../step.ts'
import { targetOf } from '../target-of.ts'
import { canonicalExpression } from './expression.ts'
import { identifier } from './identifier.ts'
import { bare, familyOf } from './type.ts'

/** Fills a column whose values are lost: with a different one in each row where it has to be. */
export function fillRows(column: Column, table: Table, where = ''): Step {
  const name = identifier(column.name)
  const rows = identifier(table.name)
  const value = standIn(column, table)
  if (value !== undefined) {
    return { kind: 'sql', statement: `update ${rows} set ${name} = ${value}${where && ` where ${where}`}` }
  }
  const key = targetOf(column, table)
  const numbers = `select ctid as place, row_number() over () as number from ${rows}`
  const keys =
    key &&
    `select ${identifier(key.column)} as value, row_number() over (order by ${identifier(key.column)}) as number from ${identifier(key.table)}`
  const source = keys ? `(${numbers}) as own join (${keys}) as key using (number)` : `(${numbers}) as own`
  const fresh = keys ? 'key.value' : numbered('own.number', column)
  return {
    kind: 'sql',
    statement: `update ${rows} set ${name} = ${fresh}\nfrom ${source}\nwhere ${rows}.ctid = place${where && ` and ${where}`}`,
  }
}

/** One value that a column takes, in every row; none where each needs its own. */
export function standIn(column: Column, table: Table): string | undefined {
  if (isPartOfKey(column, table)) return undefined
  const key = targetOf(column, table)
  if (key)
    return `(select min(${identifier(key.column)}${isUuid(column) ? '::text' : ''})${isUuid(column) ? '::uuid' : ''} from ${identifier(key.table)})`
  const allowed = table.checks.map(({ expression }) => allowedBy(expression, column.name)).find((value) => value)
  return allowed ?? emptyOf(column)
}

const isUuid = ({ type }: Column): boolean => type === 'uuid'

/** A value of a type of which others are hard to make; the `number`th of a list, and round again. */
export function emptyOf({ type }: Column, number = 0): string {
  if (type.endsWith(']')) return "'{}'"
  const known: Readonly<Record<string, string>> = {
    number: '0',
    text: "''",
    boolean: 'false',
    json: "'{}'",
    time: "'epoch'",
  }
  const other: Readonly<Record<string, string>> = {
    uuid: "'00000000-0000-0000-0000-000000000000'",
    bytea: "''",
    interval: "'0'",
    time: "'00:00'",
    timetz: "'00:00'",
    inet: "'0.0.0.0'",
    point: "'(0,0)'",
    tsvector: "''",
    xml: "''",
    money: '0',
    oid: '0',
  }
  return known[familyOf(type)] ?? other[type.replace(/\(.*/, '')] ?? valueOfEnum(type, number)
}

/** A type of its own is most likely a list of values. */
function valueOfEnum(type: string, number: number): string {
  const all = `enum_range(null::${type.startsWith('"') ? type : identifier(bare(type))})`
  return number === 0 ? `(${all})[1]` : `(${all})[1 + ${number} % cardinality(${all})]`
}

/** A value of a column's type for each number. */
export function numbered(number: string, { type }: Column): string {
  const family = familyOf(type)
  if (family === 'number') return number
  if (family === 'text') return `${number}::text`
  if (family === 'time') return `'epoch'::${type} + ${number} * interval '1 day'`
  if (family === 'json') return `to_jsonb(${number})`
  if (type === 'uuid') return `lpad(to_hex(${number}), 32, '0')::uuid`
  return `${number}::text::${type}`
}

/** The first value of a list that a check asks for, or the bound of a number. */
function allowedBy(expression: string, column: string): string | undefined {
  const text = canonicalExpression(expression).replaceAll(/ :: (character varying|text|[a-z]+)( \[ \])?/g, '')
  const name = escapePattern(canonicalExpression(identifier(column)))
  const subject = `\\(? ?${name} ?\\)?`
  const [, first] = new RegExp(`^${subject} in \\( ('(?:[^']|'')*'|-?[\\d.]+)`).exec(text) ?? []
  const [, operator, bound] = new RegExp(`^${subject} (>=|>|<=|<|=) (-? ?\\d+|'(?:[^']|'')*')`).exec(text) ?? []
  return first ?? (bound && nearest(operator, bound))
}
