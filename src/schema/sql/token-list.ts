import { endOf, type Token } from './token.ts'

/** Tokens as they were written, with one space for any white space or comment, and none inside of parentheses. */
export function print(tokens: readonly Token[]): string {
  const hasGap = (token: Token, before: Token): boolean =>
    endOf(before) < token.start && before.symbol !== '(' && token.symbol !== ')' && token.symbol !== ','
  return tokens.map((token, i) => (i > 0 && hasGap(token, tokens[i - 1]!) ? ` ${token.text}` : token.text)).join('')
}

/** The same tokens, without parentheses around all of them. */
export function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  if (tokens[0]?.symbol !== '(' || closing(tokens, 0) !== tokens.length - 1) return tokens
  return withoutParentheses(tokens.slice(1, -1))
}

/** Where the parenthesis ends that opens at `from`; -1 where it does not. */
export function closing(tokens: readonly Token[], from: number): number {
  let depth = 0
  for (let i = from; i < tokens.length; i++) {
    const { symbol } = tokens[i]!
    if (symbol === '(') depth++
    else if (symbol === ')' && --depth === 0) return i
  }
  return -1
}

/** What stands between the commas that no parentheses are around. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]]
  let depth = 0
  for (const token of tokens) {
    if (token.symbol === '(') depth++
    if (token.symbol === ')') depth--
    if (token.symbol === ',' && depth === 0) parts.push([])
    else parts.at(-1)!.push(token)
  }
  return parts
}
