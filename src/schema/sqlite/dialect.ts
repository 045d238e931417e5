import type { Dialect } from '../dialect.ts'
import { affinityOf, narrows } from './affinity.ts'
import { canonicalExpression, mentions, renameIn, sameExpression } from './expression.ts'
import { hazards } from './hazards.ts'
import { inventor } from './inventor.ts'
import { literalOf } from './literal-of.ts'
import { misfit } from './misfit.ts'
import { nameKey } from './name-key.ts'
import { plan } from './plan.ts'
import { renameInStatement } from './rename-statement.ts'
import { settleNames } from './settle-names.ts'
import { tokenize } from './tokens.ts'
import { writer } from './writer.ts'

export const sqlite: Dialect = {
  engine: 'sqlite',
  nameKey,
  family: affinityOf,
  narrows,
  literalOf,
  sameExpression,
  canonicalExpression,
  mentions,
  tokenize,
  renameIn,
  renameInStatement,
  settleNames,
  plan,
  inventor,
  misfit,
  hazards,
  sql: writer,
}
