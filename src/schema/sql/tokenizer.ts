import type { Kind, Token } from './token.ts'

/** What texts of a kind look like, as the source of a regular expression. */
export type Part = readonly [kind: Kind | 'space', source: string]

/**
 * Makes the function that gives the tokens of an SQL text, without white space and comments.
 * @param parts an engine's kinds; of two that would fit, the first does
 */
export function tokenizer(parts: readonly Part[]): (sql: string) => Token[] {
  const pattern = new RegExp(parts.map(([, source]) => `(${source})`).join('|'), 'y')
  const groups = groupsOf(parts)
  return (sql) => {
    const tokens: Token[] = []
    for (let start = 0; start < sql.length; start = pattern.lastIndex) {
      pattern.lastIndex = start
      const found = pattern.exec(sql)
      if (!found) throw new SyntaxError(`SQL has no end of what begins with ${sql.slice(start, start + 20)}`)
      const { kind } = groups.find(({ group }) => found[group] !== undefined)!
      if (kind === 'space') continue
      const [text] = found
      const isSymbol = kind === 'word' || kind === 'operator'
      tokens.push({ kind, text, symbol: isSymbol ? text.toLowerCase() : '', start })
    }
    return tokens
  }
}

/** Which group of the whole each part is: parts may have groups of their own. */
function groupsOf(parts: readonly Part[]): { readonly kind: Part[0]; readonly group: number }[] {
  let next = 1
  return parts.map(([kind, source]) => {
    const group = next
    next += new RegExp(`(${source})|`).exec('')!.length - 1
    return { kind, group }
  })
}
