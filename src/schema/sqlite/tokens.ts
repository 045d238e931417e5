import { tokenizer } from '../sql/tokenizer.ts'

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

/**
 * The tokens of an SQL text, without white space and comments, as SQLite sees them:
 * https://www.sqlite.org/src/file/src/tokenize.c
 * @throws SyntaxError where a string, or a name in quotes, does not end
 */
export const tokenize = tokenizer([
  ['space', space],
  ['blob', blob],
  ['word', letter + rest],
  ['string', string],
  ['quoted', quoted],
  ['number', number],
  ['parameter', parameter],
  ['operator', operator],
])
