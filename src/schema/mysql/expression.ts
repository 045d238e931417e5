import { expressionsOf } from '../sql/expressions.ts'
import { identifier, isPlain, quote } from './identifier.ts'
import { isKeyword } from './keywords.ts'
import { tokenize } from './tokens.ts'

/** Columns and indexes are one whatever their case, and so are tables on some machines. */
export const nameKey = (name: string): string => name.toLowerCase()

const expressions = expressionsOf({ tokenize, nameKey, isReserved: isKeyword, isPlain, identifier, quote })

export const { mentions, renameIn, replaceNames } = expressions

/** A text in quotes, with those in it as SQL has them: MariaDB puts a backslash before each. */
export const plainText = (text: string): string =>
  text.replaceAll(/(?<!^)(?:\\([^])|'')(?!$)/g, (found, escaped?: string) =>
    escaped === "'" ? "''" : escaped === '"' ? escaped : found,
  )

/** What all spellings of an expression have in common; for comparing only. A boolean is a number. */
export const canonicalExpression = (sql: string): string =>
  expressions
    .canonicalExpression(sql)
    .replaceAll(/'(?:[^'\\]|\\[^]|'')*'|\b(true|false)\b/g, (text, word?: string) =>
      word === undefined ? plainText(text) : String(Number(word === 'true')),
    )

/** Whether two SQL texts are one, but for how they are written. */
export const sameExpression = (one: string, other: string): boolean =>
  one === other || canonicalExpression(one) === canonicalExpression(other)
