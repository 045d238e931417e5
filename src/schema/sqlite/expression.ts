import { expressionsOf } from '../sql/expressions.ts'
import { identifier, isPlain, quote } from './identifier.ts'
import { isReserved } from './keywords.ts'
import { nameKey } from './name-key.ts'
import { tokenize } from './tokens.ts'

export const { cleanExpression, sameExpression, canonicalExpression, mentions, renameIn, replaceNames } = expressionsOf(
  {
    tokenize,
    nameKey,
    isReserved,
    isPlain,
    identifier,
    quote,
  },
)
