import type { Index, IndexColumn } from '../schema.ts'
import { modifierOf } from '../sqlite/column-text.ts'
import { identifier } from '../sqlite/identifier.ts'
import { isOperand } from '../sqlite/parse-index.ts'
import { tokenize } from '../sqlite/tokens.ts'
import { template, text } from './code.ts'
import { words } from './sql.ts'

/** The calls of the schema builder that create an index. */
export function createIndexCalls(table: string, { name, columns, unique, where }: Index): string {
  const [first, ...others] = columns.map(columnValue)
  return [
    `.createIndex(${text(name)}).on(${text(table)})`,
    others.length === 0 ? `.column(${first})` : `.columns([${[first, ...others].join(', ')}])`,
    unique ? '.unique()' : '',
    where === undefined ? '' : `.where(${template(where, 'boolean')})`,
  ].join('')
}

/** The builder takes what follows a space for a direction, and splits a name with a direction at its dots. */
function columnValue(of: IndexColumn): string {
  const isName =
    'column' in of &&
    of.collation === undefined &&
    !of.column.includes(' ') &&
    !(of.descending && of.column.includes('.'))
  return isName ? text(words(of.column, of.descending ? 'desc' : '')) : template(columnSql(of))
}

/** A `collate` is about the operand before it. */
function columnSql(of: IndexColumn): string {
  if ('column' in of) return words(identifier(of.column), modifierOf(of))
  const isWhole = of.collation === undefined || isOperand(tokenize(of.expression))
  return words(isWhole ? of.expression : `(${of.expression})`, modifierOf(of))
}
