import type { View } from '../schema.ts'
import { type Token, unquote } from '../sql/token.ts'
import type { ViewRow } from './catalogue.ts'
import { mentions, nameKey } from './expression.ts'
import { identifier } from './identifier.ts'
import { readExpression } from './read-expression.ts'
import { tokenize } from './tokens.ts'

/**
 * The views of a database, each after those that it selects from, and the names of the others: those that take from what
 * is not read.
 * @param tables that are read, by the keys of their names
 */
export function readViews(
  rows: readonly ViewRow[],
  tables: ReadonlySet<string>,
  database: string,
): { readonly views: readonly View[]; readonly others: readonly string[] } {
  const known = new Set([...tables, ...rows.map(({ name }) => nameKey(name))])
  const found = rows.filter(({ sql }) => !takesFromOutside(tokenize(sql), known, database))
  if (found.length < rows.length) {
    const { views, others } = readViews(found, tables, database)
    const left = rows.filter((row) => !found.includes(row)).map(({ name }) => name)
    return { views, others: [...left, ...others] }
  }
  return { views: inOrder(rows.map((row) => viewOf(row, database))), others: [] }
}

/** Whether a view calls a function of somebody's, which has a name in quotes, or selects from what is not known. */
const takesFromOutside = (tokens: readonly Token[], known: ReadonlySet<string>, database: string): boolean =>
  tokens.some(({ kind, symbol }, at) => {
    if (kind === 'quoted') return tokens[at + 1]?.symbol === '('
    if (symbol !== 'from' && symbol !== 'join') return false
    const first = tokens.findIndex((token, i) => i > at && token.symbol !== '(')
    const [owner, dot, name] = tokens.slice(first, first + 3)
    if (owner?.kind !== 'quoted' || dot?.symbol !== '.') return false
    return unquote(owner) !== database || !known.has(nameKey(unquote(name!)))
  })

/** Both write out what a view selects, from which table of which database. */
function viewOf({ name, sql, check, security }: ViewRow, database: string): View {
  const tokens = tokenize(sql)
  const isDatabase = (at: number): boolean =>
    tokens[at]?.kind === 'quoted' && unquote(tokens[at]) === database && tokens[at + 1]?.symbol === '.'
  const parts = tokens.flatMap((token, at) => {
    const end = tokens[at + 1]?.start ?? sql.length
    return isDatabase(at) || (at > 0 && isDatabase(at - 1)) ? [] : [sql.slice(token.start, end)]
  })
  return {
    name,
    sql: [
      `create ${security === 'INVOKER' ? 'sql security invoker ' : ''}view ${identifier(name)} as\n${readExpression(parts.join(''), true)}`,
      ...(check === 'NONE' ? [] : [`with ${check.toLowerCase()} check option`]),
    ].join('\n'),
    triggers: [],
  }
}

/** Views, each after those that it selects from. */
function inOrder(views: readonly View[]): View[] {
  const ordered = new Set<View>()
  const visit = (view: View, above: readonly View[]): void => {
    if (above.includes(view)) return
    for (const other of views) if (other !== view && mentions(view.sql, other.name)) visit(other, [...above, view])
    ordered.add(view)
  }
  for (const view of views) visit(view, [])
  return [...ordered]
}
