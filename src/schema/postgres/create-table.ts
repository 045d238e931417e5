import { constraintSql } from '../print/constraint.ts'
import type { Column, ForeignKey, Table } from '../schema.ts'
import { identifier, identifiers } from './identifier.ts'
import { tokenize } from './tokens.ts'

/** `create table …`: a table with its constraints, without indexes, triggers and comments. */
export function createTable({ name, columns, primaryKey, uniques, foreignKeys, checks }: Table): string {
  const constraints = [
    ...(primaryKey ? [constraintSql({ kind: 'primary_key', ...primaryKey }, words)] : []),
    ...uniques.map((unique) => constraintSql({ kind: 'unique', ...unique }, words)),
    ...foreignKeys.map((key) => constraintSql({ kind: 'foreign_key', ...key }, words)),
    ...checks.map((check) => constraintSql({ kind: 'check', ...check }, words)),
  ]
  const lines = [...columns.map(columnDefinition), ...constraints].map((line) => `  ${line}`)
  return `create table ${identifier(name)} (\n${lines.join(',\n')}\n)`
}

const words = { identifier, references: (key: Parameters<typeof references>[0]) => references(key) }

/** A column as a table, or `alter table … add column`, declares it, without keys and checks. */
export function columnDefinition(column: Column): string {
  const { name, nullable, default: usual, generated, collation, identity } = column
  const parts = [
    identifier(name),
    typeOf(column),
    collation === undefined ? '' : printCollation(collation),
    nullable ? '' : 'not null',
    usual === undefined ? '' : `default ${printDefault(usual)}`,
    generated ? `generated always as (${generated.expression}) ${generated.stored ? 'stored' : 'virtual'}` : '',
    identity && identity !== 'serial'
      ? `generated ${identity} as identity${column.counting === undefined ? '' : ` (${column.counting})`}`
      : '',
  ]
  return parts.filter(Boolean).join(' ')
}

const serials: Readonly<Record<string, string>> = { smallint: 'smallserial', integer: 'serial', bigint: 'bigserial' }

const typeOf = ({ type, identity }: Column): string => (identity === 'serial' ? (serials[type] ?? type) : type)

/** A default in SQL: in parentheses where it is more than one value, and what type that is. */
export function printDefault(expression: string): string {
  const [first, second] = tokenize(expression)
  const isValue = second === undefined || second.symbol === '::' || first!.symbol === '-'
  const isCall = first!.kind === 'word' && second?.symbol === '('
  return isSimple.test(expression) && (isValue || isCall) ? expression : `(${expression})`
}

/** One value with its type, or a call with nothing behind it. */
const isSimple = /^(-?[\w.]+|'([^']|'')*'(::[\w "[\]().,]+)?|\w+\([^()]*\))$/

export const printCollation = (collation: string): string => `collate ${identifier(collation)}`

/** What a foreign key says of the table that it leads to. */
export function references(key: Omit<ForeignKey, 'name' | 'columns'>): string {
  const { table, references: columns, onDelete, onUpdate, deferrable, isFullMatch } = key
  return [
    `references ${identifier(table)}`,
    columns.length > 0 ? ` (${identifiers(columns)})` : '',
    isFullMatch ? ' match full' : '',
    onDelete === 'no action' ? '' : ` on delete ${onDelete}`,
    onUpdate === 'no action' ? '' : ` on update ${onUpdate}`,
    deferrable ? ` deferrable initially ${deferrable}` : '',
  ].join('')
}
