import type { Kind, Token } from '../sql/token.ts'

const letter = String.raw`[A-Za-z_\u0080-\uFFFF]`
const rest = String.raw`[\w$\u0080-\uFFFF]*`
const digits = '[0-9][0-9_]*'

const space = String.raw`[ \t\n\f\r\uFEFF]+|--[^\n]*|/\*[^]*?(?:\*/|$)`
const string = `'[^']*(?:''[^']*)*'`
const quoted = `"[^"]*(?:""[^"]*)*"|\`[^\`]*(?:\`\`[^\`]*)*\`|\\[[^\\]]*\\]`
const blob = `[xX]'(?:[0-9a-fA-F]{2})*'`
const number = `0[xX][0-9a-fA-F_]+|(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:[eE][+-]?${digits})?`
const parameter = String.raw`\?[0-9]*|[:@#$][\w$\u0080-\uFFFF]+`
const operator = String.raw`->>?|\|\||<<|>>|<=|>=|<>|!=|==|[^'"\x60[]`

const pattern = new RegExp([space, blob, letter + rest, string, quoted, number, parameter, operator].join('|'), 'y')

/**
 * The tokens of an SQL text, without white space and comments, as SQLite sees them:
 * https://www.sqlite.org/src/file/src/tokenize.c
 * @throws SyntaxError where a string, or a name in quotes, does not end
 */
export function tokenize(sql: string): Token[] {
  const tokens: Token[] = []
  for (let start = 0; start < sql.length; start = pattern.lastIndex) {
    pattern.lastIndex = start
    if (!pattern.test(sql)) throw new SyntaxError(`SQL has no end of what begins with ${sql.slice(start, start + 20)}`)
    const text = sql.slice(start, pattern.lastIndex)
    const kind = kindOf(text)
    if (kind === 'space') continue
    const isSymbol = kind === 'word' || kind === 'operator'
    tokens.push({ kind, text, symbol: isSymbol ? text.toLowerCase() : '', start })
  }
  return tokens
}

const kinds: Readonly<Record<string, Kind | 'space'>> = {
  ...Object.fromEntries([...' \t\n\f\r\uFEFF'].map((first) => [first, 'space'])),
  "'": 'string',
  '"': 'quoted',
  '`': 'quoted',
  '[': 'quoted',
  '?': 'parameter',
}

function kindOf(text: string): Kind | 'space' {
  const kind = kinds[text[0]!]
  if (kind) return kind
  if (/^[A-Za-z_\u0080-\uFFFF]/.test(text)) return text.endsWith("'") ? 'blob' : 'word'
  if (/^\.?[0-9]/.test(text)) return 'number'
  if (text.startsWith('--') || text.startsWith('/*')) return 'space'
  return text.length > 1 && '@:#$'.includes(text[0]!) ? 'parameter' : 'operator'
}
