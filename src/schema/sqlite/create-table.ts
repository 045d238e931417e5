import type { Check, Column, ForeignKey, PrimaryKey, Table, Unique } from '../schema.ts'
import { printCollation, printDefault, printType } from './column-text.ts'
import { identifier } from './identifier.ts'
import { nameKey } from './name-key.ts'

/** `create table …`: a table with its constraints, without indexes and triggers. */
export function createTable(table: Table): string {
  const parts = [
    ...table.columns.map((column) => columnOf(column, table)),
    ...(table.primaryKey && !isInline(table.primaryKey) ? [primaryKey(table.primaryKey)] : []),
    ...table.uniques.map(unique),
    ...table.foreignKeys.map(foreignKey),
    ...table.checks.filter((one) => !table.columns.some(({ name }) => isOf(one, name))).map(check),
  ]
  const options = [...(table.strict ? ['strict'] : []), ...(table.withoutRowid ? ['without rowid'] : [])].join(', ')
  const body = parts.map((part) => `  ${part}`).join(',\n')
  return `create table ${identifier(table.name)} (\n${body}\n)${options && ` ${options}`}`
}

const isOf = ({ column }: Check, name: string): boolean => column !== undefined && nameKey(column) === nameKey(name)

/** Only in a key of its own column does `desc` tell it from the rowid; only in one of its table can it have a collation. */
const isInline = ({ columns, modifiers = [] }: PrimaryKey): boolean =>
  columns.length === 1 && ['', 'desc'].includes(modifiers[0] ?? '')

function columnOf(column: Column, table: Table): string {
  const key = table.primaryKey
  return [
    columnDefinition(column),
    ...(key && isInline(key) && nameKey(key.columns[0]!) === nameKey(column.name) ? [inlinePrimaryKey(key)] : []),
    ...table.checks.filter((one) => isOf(one, column.name)).map(check),
  ].join(' ')
}

/** A column as a table, or `alter table … add column`, declares it, without keys and checks. */
export function columnDefinition({
  name,
  type,
  nullable,
  onConflict,
  generated,
  collation,
  ...column
}: Column): string {
  const parts = [
    identifier(name),
    printType(type),
    nullable ? '' : `not null${conflict(onConflict)}`,
    column.default === undefined ? '' : `default ${printDefault(column.default)}`,
    collation === undefined ? '' : printCollation(collation),
    generated ? `generated always as (${generated.expression}) ${generated.stored ? 'stored' : 'virtual'}` : '',
  ]
  return parts.filter(Boolean).join(' ')
}

const inlinePrimaryKey = ({ name, modifiers: [direction = ''] = [], onConflict, autoIncrement }: PrimaryKey): string =>
  `${named(name)}primary key${direction && ` ${direction}`}${conflict(onConflict)}${autoIncrement ? ' autoincrement' : ''}`

const primaryKey = ({ name, onConflict, ...key }: PrimaryKey): string =>
  `${named(name)}primary key (${keyColumns(key)})${conflict(onConflict)}`

const unique = ({ name, onConflict, ...key }: Unique): string =>
  `${named(name)}unique (${keyColumns(key)})${conflict(onConflict)}`

/** A foreign key as a constraint of its table. */
function foreignKey({ name, columns, ...reference }: ForeignKey): string {
  return `${named(name)}foreign key (${columns.map(identifier).join(', ')}) ${references(reference)}`
}

/** What a foreign key says of the table that it leads to. */
export function references({
  table,
  references: columns,
  onDelete,
  onUpdate,
  deferrable,
}: Omit<ForeignKey, 'name' | 'columns'>): string {
  const list = columns.length > 0 ? ` (${columns.map(identifier).join(', ')})` : ''
  const actions = [
    ...(onDelete === 'no action' ? [] : [` on delete ${onDelete}`]),
    ...(onUpdate === 'no action' ? [] : [` on update ${onUpdate}`]),
    ...(deferrable ? [` deferrable initially ${deferrable}`] : []),
  ]
  return `references ${identifier(table)}${list}${actions.join('')}`
}

const check = ({ name, expression }: Check): string => `${named(name)}check (${expression})`

const named = (name: string | undefined): string => (name === undefined ? '' : `constraint ${identifier(name)} `)

const conflict = (onConflict: string | undefined): string =>
  onConflict === undefined ? '' : ` on conflict ${onConflict}`

const keyColumns = ({ columns, modifiers = [] }: Pick<Unique, 'columns' | 'modifiers'>): string =>
  columns.map((column, i) => [identifier(column), modifiers[i]].filter(Boolean).join(' ')).join(', ')
