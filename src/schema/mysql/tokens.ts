import type { Kind, Token } from '../sql/token.ts'

const letter = String.raw`[A-Za-z_$\u0080-\uFFFF]`

const parts: readonly (readonly [Kind | 'space', string])[] = [
  ['space', String.raw`\s+|--(?=\s|$)[^\n]*|#[^\n]*|/\*[^]*?(?:\*/|$)`],
  ['string', String.raw`(?:[bxnBXN]|_[a-z0-9]+ ?(?='))?'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"`],
  ['quoted', '`[^`]*(?:``[^`]*)*`'],
  ['number', String.raw`0[xb][\da-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ['word', String.raw`${letter}[\w$\u0080-\uFFFF]*`],
  ['parameter', String.raw`@@?[\w.$]+`],
  ['operator', String.raw`->>?|\|\||&&|<<|>>|<=>|<=|>=|<>|!=|:=|[^'"]`],
]
const pattern = new RegExp(parts.map(([, part]) => `(${part})`).join('|'), 'y')

/**
 * The tokens of an SQL text, without white space and comments, as MySQL and MariaDB see them:
 * https://dev.mysql.com/doc/refman/8.4/en/language-structure.html
 * @throws SyntaxError where a string, or a name in quotes, does not end
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  for (let start = 0; start < sql.length; start = pattern.lastIndex) {
    pattern.lastIndex = start
    const found = pattern.exec(sql)
    if (!found) throw new SyntaxError(`SQL has no end of what begins with ${sql.slice(start, start + 20)}`)
    const kind = parts[found.findLastIndex((group, at) => at > 0 && group !== undefined) - 1]![0]
    if (kind === 'space') continue
    const [text] = found
    const isSymbol = kind === 'word' || kind === 'operator'
    tokens.push({ kind, text, symbol: isSymbol ? text.toLowerCase() : '', start })
  }
  return tokens
}
