import type { Column, Table } from '../schema.ts'
import { parseColumn } from './parse-column.ts'
import { type Constraints, parseTableConstraint } from './parse-constraint.ts'
import { type Cursor, cursorOf } from './parse-cursor.ts'

/** What the statement that created a table says of it. A reference that names no columns has none. */
export type TableDefinition = Omit<Table, 'indexes' | 'triggers'>

/**
 * What a `create table` statement says. One with `as select` has no definition: SQLite keeps one that has, and so reads it.
 * @throws SyntaxError for another statement
 */
export function parseCreateTable(sql: string): TableDefinition {
  const cursor = cursorOf(sql)
  cursor.expect('create')
  if (!cursor.accept('temp')) cursor.accept('temporary')
  cursor.expect('table')
  cursor.accept('if', 'not', 'exists')
  const first = cursor.name()
  const name = cursor.accept('.') ? cursor.name() : first
  cursor.expect('(')
  const columns: Column[] = []
  const constraints: Constraints = { uniques: [], foreignKeys: [], checks: [] }
  while (!cursor.accept(')')) {
    if (constraintWords.has(cursor.peek() ?? '')) parseTableConstraint(cursor, constraints)
    else columns.push(parseColumn(cursor, constraints))
    const isLast = cursor.peek() === ')'
    if (!isLast && !constraintWords.has(cursor.peek() ?? '')) cursor.expect(',')
  }
  return { name, columns, ...constraints, ...parseOptions(cursor) }
}

/** Words that begin a constraint: no column has one for its name, but in quotes. SQLite needs no comma before them. */
const constraintWords = new Set(['check', 'constraint', 'foreign', 'primary', 'unique'])

function parseOptions(cursor: Cursor): Pick<Table, 'strict' | 'withoutRowid'> {
  let [strict, withoutRowid] = [false, false]
  while (cursor.peek() !== undefined) {
    if (cursor.accept('without', 'rowid')) withoutRowid = true
    else if (cursor.accept('strict')) strict = true
    else cursor.expect(',')
  }
  return { strict, withoutRowid }
}
