import type { Token } from './token.ts'

/** Whether a word, in lower case, is never a name unless it is quoted. */
export type IsReserved = (word: string) => boolean

/** Whether a token may be a name of something. */
export const isName = ({ kind, symbol }: Token, isReserved: IsReserved): boolean =>
  kind === 'quoted' || (kind === 'word' && !isReserved(symbol))

/** Keywords that can be names, and are none in an expression. */
const operators = new Set(['cast', 'end', 'glob', 'like', 'match', 'regexp'])
const beforeTable = new Set(['from', 'into', 'join', 'references', 'table', 'update'])
const beforeOther = new Set(['::', 'as', 'collate', 'exists', 'index', 'trigger', 'view'])
/** What a list of names stands behind. */
const clauses = new Set(['(', 'by', 'from', 'of', 'on', 'returning', 'select', 'set', 'using', 'values', 'where'])

/** What a token names, by the words around it; none where it names something else, or nothing. */
export function roleOf(tokens: readonly Token[], at: number, isReserved: IsReserved): 'table' | 'column' | undefined {
  const token = tokens[at]!
  if (!isName(token, isReserved) || operators.has(token.symbol)) return undefined
  const next = tokens[at + 1]?.symbol
  if (next === '.') return 'table'
  const isQualified = tokens[at - 1]?.symbol === '.'
  const before = introducer(tokens, isQualified ? at - 2 : at)
  if (beforeTable.has(before) || (before === 'on' && isTarget(tokens, isQualified ? at - 3 : at - 1))) return 'table'
  if (!isQualified && (next === '(' || beforeOther.has(before))) return undefined
  return 'column'
}

/** The word before a name, or `from` before the list of tables of which it is one; none where that is of an operator. */
function introducer(tokens: readonly Token[], at: number): string {
  const before = tokens[at - 1]?.symbol ?? ''
  if (before === 'from' && !isOfQuery(tokens, at - 1)) return ''
  if (before !== ',') return before
  let depth = 0
  for (let i = at - 1; i >= 0; i--) {
    const { symbol } = tokens[i]!
    if (symbol === ')') depth++
    else if (depth === 0 && symbol === 'from' && !isOfQuery(tokens, i)) continue
    else if (depth === 0 && clauses.has(symbol)) return symbol === 'from' ? symbol : before
    else if (symbol === '(') depth--
  }
  return before
}

/** Whether a `from` has tables behind it, and not what is told apart, trimmed or extracted: `extract(year from day)`. */
function isOfQuery(tokens: readonly Token[], at: number): boolean {
  if (tokens[at - 1]?.symbol === 'distinct') return false
  let depth = 0
  const open = tokens.slice(0, at).findLastIndex(({ symbol }) => {
    if (symbol === ')') depth++
    return symbol === '(' && depth-- === 0
  })
  return open < 0 || ['select', 'with'].includes(tokens[open + 1]!.symbol)
}

/** Whether an `on` is that of `create trigger … on orders` or `create index … on orders`, and not of a join. */
const isTarget = (tokens: readonly Token[], at: number): boolean =>
  tokens[0]?.symbol === 'create' &&
  tokens[1]!.symbol !== 'view' &&
  tokens.findIndex(({ symbol }) => symbol === 'on') === at
