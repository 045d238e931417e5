import { template } from './code.ts'

/** Runs a statement that the schema builder has no words for; several lines stand on lines of their own. */
export function execute(statement: string): string {
  const isShort = !statement.includes('\n')
  return `await ${template(isShort || !isMovable(statement) ? statement : moved(statement))}.execute(db)`
}

const moved = (statement: string): string =>
  `\n${statement
    .split('\n')
    .map((line) => `${line && `    ${line}`}\n`)
    .join('')}  `

const quotation = /\$(\w*)\$[^]*?\$\1\$|'[^']*'|"[^"]*"|`[^`]*`|\[[^\]]*\]|--.*|\/\*[^]*?\*\//g

/** Whether lines may begin further right: no text goes over several, and the database does not keep them as they are. */
const isMovable = (statement: string): boolean =>
  !/^\s*create\s+(?:or\s+replace\s+)?(?:temp\w*\s+|materialized\s+)?(?:trigger|view|function|procedure)\b/i.test(
    statement,
  ) && !(statement.match(quotation) ?? []).some((part) => part.includes('\n'))
