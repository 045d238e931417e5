import { expressionsOf } from '../sql/expressions.ts'
import { identifier, isPlain, quote } from './identifier.ts'
import { isKeyword } from './keywords.ts'
import { tokenize } from './tokens.ts'

/** PostgreSQL tells names apart by their case, too. */
export const nameKey = (name: string): string => name

export const { cleanExpression, sameExpression, canonicalExpression, mentions, renameIn, replaceNames } = expressionsOf(
  {
    tokenize,
    nameKey,
    isReserved: isKeyword,
    isPlain,
    identifier,
    quote,
  },
)
