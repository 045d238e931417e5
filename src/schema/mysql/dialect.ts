import type { Dialect } from '../dialect.ts'
import { canonicalExpression, mentions, nameKey, renameIn, sameExpression } from './expression.ts'
import { hazards } from './hazards.ts'
import { inventor } from './inventor.ts'
import { literalOf } from './literal-of.ts'
import { misfit } from './misfit.ts'
import { plan } from './plan.ts'
import { renameInStatement } from './rename-statement.ts'
import { renameGiven, renameSteps } from './rename-steps.ts'
import { settleNames } from './settle-names.ts'
import { tokenize } from './tokens.ts'
import { familyOf, holdsAll } from './type.ts'
import { writer } from './writer.ts'

export const mysql: Dialect = {
  engine: 'mysql',
  nameKey,
  family: familyOf,
  narrows: (from, to) => !holdsAll(from, to),
  literalOf,
  sameExpression,
  canonicalExpression,
  mentions,
  tokenize,
  renameIn,
  hasColumnsInDefaults: true,
  renameInStatement,
  settleNames,
  renameGiven,
  renameSteps,
  plan,
  inventor,
  misfit,
  hazards,
  sql: writer,
}
