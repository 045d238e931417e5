import { tokenizer } from '../sql/tokenizer.ts'

const letter = String.raw`[A-Za-z_\u0080-\uFFFF]`
const rest = String.raw`[\w$\u0080-\uFFFF]*`

/**
 * The tokens of an SQL text, without white space and comments, as PostgreSQL sees them:
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 * @throws SyntaxError where a string, or a name in quotes, does not end
 */
export const tokenize = tokenizer([
  ['space', String.raw`\s+|--[^\n]*|/\*[^]*?(?:\*/|$)`],
  ['string', String.raw`[eE]'(?:[^'\\]|\\[^]|'')*'|(?:[bBxXnN]|[uU]&)?'[^']*(?:''[^']*)*'`],
  ['string', String.raw`\$(?<tag>(?:${letter}[\w\u0080-\uFFFF]*)?)\$[^]*?\$\k<tag>\$`],
  ['quoted', '"[^"]*(?:""[^"]*)*"'],
  ['word', letter + rest],
  ['number', String.raw`(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ['parameter', String.raw`\$\d+`],
  ['operator', String.raw`::|->>?|\|\||<<|>>|<=|>=|<>|!=|[^'"]`],
])
