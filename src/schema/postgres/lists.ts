import { closing, splitAtCommas } from '../sql/token-list.ts'
import { endOf, type Token } from '../sql/token.ts'
import { cleanExpression } from './expression.ts'
import { tokenize } from './tokens.ts'

/** An expression of the catalogue as people write it, and as PostgreSQL has it once it has read that again. */
export const readExpression = (sql: string): string => listOf(settle(cleanExpression(sql)))

/** An SQL text as PostgreSQL writes it once it has read what it wrote. */
export const settle = (sql: string): string => flatten(settleLists(sql))

/** A list of values: PostgreSQL makes `status = ANY (ARRAY['open'::text, …])` of `status in ('open', …)`. */
function listOf(expression: string): string {
  const [, bare, cast, values = ''] = anyOf.exec(expression) ?? []
  const column = bare ?? cast
  return column === undefined
    ? expression
    : `${column} in (${values.replaceAll(/\(?('(?:[^']|'')*')::[a-z ]+(?:\)::text)?/g, '$1')})`
}

const columnName = String.raw`[a-z_]\w*|"(?:[^"]|"")+"`
const value = String.raw`-?\d+|'(?:[^']|'')*'::text|\('(?:[^']|'')*'::character varying\)::text`
const anyOf = new RegExp(
  String.raw`^(?:(${columnName})|\((${columnName})\)::text) = ANY \(ARRAY\[((?:${value})(?:, (?:${value}))*)\]\)$`,
)

/** Of `a between 1 and 2 and b` it makes `(a >= 1 and a <= 2) and b` first, and one list of conditions of that. */
function flatten(sql: string): string {
  const tokens = tokenize(sql)
  const at = tokens.findIndex((_, start) => isNested(tokens, start))
  if (at < 0) return sql
  const [open, close] = [tokens[at]!.start, tokens[closing(tokens, at)]!.start]
  return flatten(sql.slice(0, open) + sql.slice(open + 1, close) + sql.slice(close + 1))
}

/** Whether a parenthesis begins the first of some conditions, and is around some that are connected as these are. */
function isNested(tokens: readonly Token[], at: number): boolean {
  if (tokens[at]!.symbol !== '(' || (at > 0 && tokens[at - 1]!.symbol !== '(')) return false
  const end = closing(tokens, at)
  const connector = tokens[end + 1]?.symbol
  return isConnector(connector) && connectorOf(tokens.slice(at + 1, end)) === connector
}

const isConnector = (symbol: string | undefined): boolean => symbol === 'and' || symbol === 'or'

/** By what the parts of a condition are connected. */
function connectorOf(tokens: readonly Token[]): string | undefined {
  let depth = 0
  return tokens.find(({ symbol }) => {
    if (symbol === '(') depth++
    if (symbol === ')') depth--
    return depth === 0 && isConnector(symbol)
  })?.symbol
}

/**
 * The type of a list becomes that of its values. Of `status in ('open')` over a varchar it makes `(ARRAY['open'::character varying])::text[]` first, and
 * `ARRAY[('open'::character varying)::text]` of that.
 */
function settleLists(sql: string): string {
  const tokens = tokenize(sql)
  const at = tokens.findIndex((_, start) => castList(tokens, start))
  if (at < 0) return sql
  const { open, close, end, type } = castList(tokens, at)!
  const textOf = (some: readonly Token[]): string => sql.slice(some[0]!.start, endOf(some.at(-1)!))
  const values = splitAtCommas(tokens.slice(open + 1, close)).map((one) => `(${textOf(one)})::${type}`)
  const list = `ARRAY[${values.join(', ')}]`
  return settleLists(sql.slice(0, tokens[at]!.start) + list + sql.slice(endOf(tokens[end]!)))
}

interface CastList {
  /** Its brackets. */
  readonly open: number
  readonly close: number
  /** The last bracket of its type. */
  readonly end: number
  /** Of its values. */
  readonly type: string
}

/** What stands at a parenthesis, where it is `(ARRAY[…])::text[]`. */
function castList(tokens: readonly Token[], at: number): CastList | undefined {
  const symbols = (from: number, ...words: readonly string[]): boolean =>
    words.every((word, index) => tokens[from + index]?.symbol === word)
  if (!symbols(at, '(', 'array', '[')) return undefined
  const close = closingBracket(tokens, at + 2)
  if (!symbols(close + 1, ')', '::')) return undefined
  const end = tokens.findIndex(({ symbol }, index) => index > close + 3 && symbol === ']')
  const type = tokens.slice(close + 3, end - 1)
  const isType = type.every(({ kind, symbol }) => kind !== 'operator' || '().,'.includes(symbol))
  if (close === at + 3 || end < 0 || type.length === 0 || !symbols(end - 1, '[', ']') || !isType) return undefined
  return { open: at + 2, close, end, type: type.map(({ text }) => text).join(' ') }
}

function closingBracket(tokens: readonly Token[], from: number): number {
  let depth = 0
  return tokens.findIndex(({ symbol }, at) => {
    if (at < from) return false
    if (symbol === '[') depth++
    return symbol === ']' && --depth === 0
  })
}
