import { closing } from '../sql/token-list.ts'
import { type Token, unquote } from '../sql/token.ts'
import { tokenize } from './tokens.ts'

/** Reads a statement from left to right. */
export interface Cursor {
  /** The symbol of the next token, or of one further on; none at the end. */
  readonly peek: (ahead?: number) => string | undefined
  /** Goes past these symbols if they come next, and says whether they did. */
  readonly accept: (...symbols: readonly string[]) => boolean
  /** @throws SyntaxError where something else comes next */
  readonly expect: (...symbols: readonly string[]) => void
  /** @throws SyntaxError at the end */
  readonly next: () => Token
  readonly name: () => string
  /** What is in the parentheses that open here. */
  readonly group: () => readonly Token[]
  /** All that is left. */
  readonly tail: () => readonly Token[]
}

/** @throws SyntaxError where a string, or a name in quotes, does not end */
export function cursorOf(sql: string): Cursor {
  const tokens = tokenize(sql)
  let at = 0
  const fail = (): never => {
    const token = tokens[at]
    const place = token ? `at ${sql.slice(token.start, token.start + 20)}` : 'at its end'
    throw new SyntaxError(`SQL that cannot be read ${place}: ${sql}`)
  }
  const isNext = (symbols: readonly string[]): boolean =>
    symbols.every((symbol, ahead) => tokens[at + ahead]?.symbol === symbol)
  const accept: Cursor['accept'] = (...symbols) => {
    if (!isNext(symbols)) return false
    at += symbols.length
    return true
  }
  const next = (): Token => tokens[at++] ?? fail()
  return {
    peek: (ahead = 0) => tokens[at + ahead]?.symbol,
    accept,
    expect: (...symbols) => void (accept(...symbols) || fail()),
    next,
    name: () => unquote(next()),
    group: () => {
      const end = tokens[at]?.symbol === '(' ? closing(tokens, at) : -1
      if (end < 0) fail()
      const inner = tokens.slice(at + 1, end)
      at = end + 1
      return inner
    },
    tail: () => tokens.slice(at),
  }
}
