import { tokenizer } from '../sql/tokenizer.ts'

const letter = String.raw`[A-Za-z_$\u0080-\uFFFF]`

/**
 * The tokens of an SQL text, without white space and comments, as MySQL and MariaDB see them:
 * https://dev.mysql.com/doc/refman/8.4/en/language-structure.html
 * @throws SyntaxError where a string, or a name in quotes, does not end
 */
export const tokenize = tokenizer([
  ['space', String.raw`\s+|--(?=\s|$)[^\n]*|#[^\n]*|/\*[^]*?(?:\*/|$)`],
  ['string', String.raw`(?:[bxnBXN]|_[a-z0-9]+ ?(?='))?'(?:[^'\\]|\\[^]|'')*'|"(?:[^"\\]|\\[^]|"")*"`],
  ['quoted', '`[^`]*(?:``[^`]*)*`'],
  ['number', String.raw`0[xb][\da-fA-F]+|(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?`],
  ['word', String.raw`${letter}[\w$\u0080-\uFFFF]*`],
  ['parameter', String.raw`@@?[\w.$]+`],
  ['operator', String.raw`->>?|\|\||&&|<<|>>|<=>|<=|>=|<>|!=|:=|[^'"]`],
])
