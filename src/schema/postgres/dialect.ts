import type { Dialect } from '../dialect.ts'
import { canonicalExpression, mentions, nameKey, renameIn, sameExpression } from './expression.ts'
import { hazards } from './hazards.ts'
import { inventor } from './inventor.ts'
import { literalOf } from './literal-of.ts'
import { misfit } from './misfit.ts'
import { plan } from './plan.ts'
import { renameInStatement } from './rename-statement.ts'
import { settleNames } from './settle-names.ts'
import { stages } from './stages.ts'
import { tokenize } from './tokens.ts'
import { familyOf, holdsAll } from './type.ts'
import { writer } from './writer.ts'

export const postgres: Dialect = {
  engine: 'postgres',
  nameKey,
  family: familyOf,
  narrows: (from, to) => !holdsAll(from, to),
  literalOf,
  sameExpression,
  canonicalExpression,
  mentions,
  tokenize,
  renameIn,
  renameInStatement,
  settleNames,
  stages,
  plan,
  inventor,
  misfit,
  isConcurrent: true,
  hazards,
  sql: writer,
}
