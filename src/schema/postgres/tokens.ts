import type { Kind, Token } from '../sql/token.ts'

const letter = String.raw`[A-Za-z_\u0080-\uFFFF]`
const rest = String.raw`[\w$\u0080-\uFFFF]*`

const parts: readonly (readonly [Kind | 'space', string])[] = [
  ['space', String.raw`\s+|--[^\n]*|/\*[^]*?(?:\*/|$)`],
  ['string', String.raw`[eE]'(?:[^'\\]|\\[^]|'')*'|(?:[bBxXnN]|[uU]&)?'[^']*(?:''[^']*)*'`],
  ['string', String.raw`\$(?<tag>(?:${letter}[\w\u0080-\uFFFF]*)?)\$[^]*?\$\k<tag>\$`],
  ['quoted', '"[^"]*(?:""[^"]*)*"'],
  ['word', letter + rest],
  ['number', String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ['parameter', String.raw`\$\d+`],
  ['operator', String.raw`::|->>?|\|\||<<|>>|<=|>=|<>|!=|[^'"]`],
]
const pattern = new RegExp(parts.map(([, part]) => `(${part})`).join('|'), 'y')

/**
 * The tokens of an SQL text, without white space and comments, as PostgreSQL sees them:
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 * @throws SyntaxError where a string, or a name in quotes, does not end
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  for (let start = 0; start < sql.length; start = pattern.lastIndex) {
    pattern.lastIndex = start
    const found = pattern.exec(sql)
    if (!found) throw new SyntaxError(`SQL has no end of what begins with ${sql.slice(start, start + 20)}`)
    const kind = kindOf(found)
    if (kind === 'space') continue
    const [text] = found
    const isSymbol = kind === 'word' || kind === 'operator'
    tokens.push({ kind, text, symbol: isSymbol ? text.toLowerCase() : '', start })
  }
  return tokens
}

/** The group of the tag comes between the others. */
const groups = parts.map(([kind], index) => [kind, index < 3 ? index + 1 : index + 2] as const)

const kindOf = (found: RegExpExecArray): Kind | 'space' => groups.find(([, group]) => found[group] !== undefined)![0]
