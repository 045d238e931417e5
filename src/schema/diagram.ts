import type { Column, ForeignKey, Schema, Table } from './schema.ts'

/**
 * The tables of a schema and what they refer to, as an `erDiagram` of Mermaid, which GitHub, GitLab and most editors draw.
 * Source of the syntax: https://mermaid.js.org/syntax/entityRelationshipDiagram.html
 */
export function diagramOf({ tables }: Schema): string {
  const names = new Set(tables.map(({ name }) => name))
  const references = tables.flatMap((table) =>
    table.foreignKeys.filter((key) => names.has(key.table)).map((key) => relation(table, key)),
  )
  return ['erDiagram', ...tables.flatMap(entity), ...references].join('\n')
}

function entity(table: Table): string[] {
  return [`  ${quoted(table.name)} {`, ...table.columns.map((column) => `    ${attribute(table, column)}`), '  }']
}

/** `integer customer_id FK`, and whether it may be null. */
function attribute(table: Table, { name, type }: Column): string {
  const isKey = isPartOfKey(table, name)
  const marks = [
    ...(isKey ? ['PK'] : []),
    ...(table.foreignKeys.some(({ columns }) => columns.includes(name)) ? ['FK'] : []),
    ...(!isKey && isUnique(table, [name]) ? ['UK'] : []),
  ]
  const words = [word(type || 'any'), word(name), marks.join(', '), mayBeNull(table, name) ? '"null"' : '']
  return words.filter(Boolean).join(' ')
}

const isPartOfKey = ({ primaryKey }: Table, name: string): boolean => primaryKey?.columns.includes(name) ?? false

/** SQLite says of a primary key that it may be null, and counts where it would be. */
const mayBeNull = (table: Table, name: string): boolean =>
  !isPartOfKey(table, name) && table.columns.some((column) => column.name === name && column.nullable)

/** `customers ||--o{ orders : "customer_id"`: each order has one customer, and a customer any number of orders. */
function relation(table: Table, { table: other, columns }: ForeignKey): string {
  const one = columns.some((name) => mayBeNull(table, name)) ? '|o' : '||'
  const many = isUnique(table, columns) ? 'o|' : 'o{'
  return `  ${quoted(other)} ${one}--${many} ${quoted(table.name)} : ${quoted(columns.join(', '))}`
}

/** Whether no two rows have the same values there, of all that the table says of keys. */
function isUnique({ primaryKey, uniques, indexes }: Table, columns: readonly string[]): boolean {
  const plain = indexes.filter(({ unique, where }) => unique && where === undefined)
  const keys = [
    ...(primaryKey ? [primaryKey.columns] : []),
    ...uniques.map((unique) => unique.columns),
    ...plain.map((index) => index.columns.map((part) => ('column' in part ? part.column : undefined))),
  ]
  return keys.some((key) => key.every((name) => name !== undefined && columns.includes(name)))
}

/** A type or a name where Mermaid takes letters, digits and `-_()[]` only, after a letter: `numeric(10-2)`. */
function word(text: string): string {
  const plain = text.replaceAll(/,\s*/g, '-').replaceAll(/[^\p{L}\p{N}_()[\]-]+/gu, '_')
  return /^\p{L}/u.test(plain) ? plain : `_${plain}`
}

/** Mermaid knows no way to write a quotation mark between two. */
const quoted = (text: string): string => `"${text.replaceAll(/["\n]/g, "'")}"`
