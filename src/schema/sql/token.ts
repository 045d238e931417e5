/** A token of SQL. */
export interface Token {
  readonly kind: Kind
  readonly text: string
  /** What a grammar asks for: an unquoted word in lower case, or an operator; empty for all other kinds. */
  readonly symbol: string
  /** Where it begins, in characters. */
  readonly start: number
}

export type Kind = 'word' | 'quoted' | 'string' | 'number' | 'blob' | 'parameter' | 'operator'

/** Where a token ends. */
export const endOf = ({ start, text }: Token): number => start + text.length

/** What is in the quotes of a name or a string; any other token as it is. */
export function unquote({ kind, text }: Token): string {
  if (kind !== 'quoted' && kind !== 'string') return text
  const inner = text.slice(1, -1)
  const mark = text[0]!
  return mark !== '[' && inner.includes(mark) ? inner.replaceAll(mark + mark, mark) : inner
}

/** What a text in quotes says; nothing of any other token. */
export const textOf = (token: Token): string | undefined =>
  token.kind === 'string' && /^['"]/.test(token.text) ? unquote(token) : undefined
