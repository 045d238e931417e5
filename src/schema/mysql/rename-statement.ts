import type { RenamedNames } from '../dialect.ts'
import { renamedTokens } from '../sql/renamed-tokens.ts'
import { nameKey, replaceNames } from './expression.ts'
import { isKeyword } from './keywords.ts'
import { tokenize } from './tokens.ts'

/** A view or a trigger after tables and columns have other names; a view says by which name it gives each column. */
export function renameInStatement(sql: string, names: RenamedNames): string {
  const renamed = renamedTokens(tokenize(sql), names, { nameKey, isReserved: isKeyword, areHandedOn: false })
  return replaceNames(sql, (_, i) => renamed.get(i))
}
