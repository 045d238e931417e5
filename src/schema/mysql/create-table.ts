import { constraintName } from '../constraint-name.ts'
import { constraintSql } from '../print/constraint.ts'
import { nameConstraints } from '../print/name-constraints.ts'
import { words } from '../print/sql.ts'
import type { Column, ForeignKey, Table } from '../schema.ts'
import { indexDefinition } from './create-index.ts'
import { identifier, identifiers, literal } from './identifier.ts'
import { tokenize } from './tokens.ts'
import { isLong } from './type.ts'

/** `create table …`: a table with its constraints and indexes, in one statement, without triggers. */
export function createTable(unnamed: Table): string {
  const table = nameConstraints(unnamed, { constraintName, isWholeTable: true })
  const { name, columns, primaryKey, uniques, foreignKeys, checks, indexes } = table
  const constraints = [
    ...(primaryKey ? [primaryKeySql(primaryKey)] : []),
    ...uniques.map((unique) => constraintSql({ kind: 'unique', ...unique }, writer)),
    ...indexes.map(indexDefinition),
    ...foreignKeys.map((key) => constraintSql({ kind: 'foreign_key', ...key }, writer)),
    ...checks.map((check) => constraintSql({ kind: 'check', ...check }, writer)),
  ]
  const lines = [...columns.map((column) => columnDefinition(column)), ...constraints].map((line) => `  ${line}`)
  return words(`create table ${identifier(name)} (\n${lines.join(',\n')}\n)`, tableOptions(table).join(', '))
}

const writer = { identifier, references: (key: Parameters<typeof references>[0]) => references(key) }

/** A primary key, which has no name. */
export const primaryKeySql = ({ columns, modifiers = [] }: NonNullable<Table['primaryKey']>): string =>
  `primary key (${columns.map((column, at) => words(identifier(column), modifiers[at] ?? '')).join(', ')})`

/** What stands after the parentheses. */
export const tableOptions = ({ collation, comment }: Table): string[] => [
  ...(collation === undefined ? [] : [printCollation(collation)]),
  ...(comment === undefined ? [] : [`comment ${literal(comment)}`]),
]

/** A column as a table, or `alter table … add column`, declares it, without keys and checks. */
export function columnDefinition(column: Column): string {
  const { name, type, nullable, default: usual, generated, collation, identity } = column
  return words(
    identifier(name),
    type,
    collation === undefined ? '' : printCollation(collation),
    generated ? `generated always as (${generated.expression}) ${generated.stored ? 'stored' : 'virtual'}` : '',

    nullable ? (type.startsWith('timestamp') && !generated ? 'null' : '') : 'not null',
    usual === undefined ? '' : `default ${printDefault(usual, type)}`,
    identity === undefined ? '' : 'auto_increment',
    ...columnOptions(column),
  )
}

/** What is said of a column at its end. */
export const columnOptions = ({ onUpdate, isInvisible, comment }: Column): string[] => [
  ...(onUpdate === undefined ? [] : [`on update ${onUpdate}`]),
  ...(isInvisible ? ['invisible'] : []),
  ...(comment === undefined ? [] : [`comment ${literal(comment)}`]),
]

/** A default in SQL: in parentheses where it is more than a value, or a long type would refuse it. */
export function printDefault(expression: string, type = ''): string {
  const isNow = /^(current_timestamp|now)\b(\(\d*\))?$/i.test(expression)
  const tokens = tokenize(expression)
  const isValue = tokens.length === 1 || (tokens.length === 2 && tokens[0]!.symbol === '-')
  const isWord = tokens[0]!.kind === 'word' && !['null', 'true', 'false'].includes(tokens[0]!.symbol)
  if (isNow || (isValue && !isWord && !isLong(type))) return expression
  return /^null$/i.test(expression) || isWrapped(expression) ? expression : `(${expression})`
}

const isWrapped = (expression: string): boolean => /^\([^()]*\)$/.test(expression)

export const printCollation = (collation: string): string => `collate ${collation}`

/** What a foreign key says of the table that it leads to. */
export function references(key: Omit<ForeignKey, 'name' | 'columns'>): string {
  const { table, references: columns, onDelete, onUpdate } = key
  return words(
    `references ${identifier(table)} (${identifiers(columns)})`,
    onDelete === 'no action' ? '' : `on delete ${onDelete}`,
    onUpdate === 'no action' ? '' : `on update ${onUpdate}`,
  )
}
