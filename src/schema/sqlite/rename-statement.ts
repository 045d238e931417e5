import type { RenamedNames } from '../dialect.ts'
import { renamedTokens } from '../sql/renamed-tokens.ts'
import { replaceNames } from './expression.ts'
import { isReserved } from './keywords.ts'
import { nameKey } from './name-key.ts'
import { tokenize } from './tokens.ts'

/** A view or a trigger after tables and columns have other names, as `alter table … rename` leaves it. */
export function renameInStatement(sql: string, names: RenamedNames): string {
  const renamed = renamedTokens(tokenize(sql), names, { nameKey, isReserved, areHandedOn: true })
  return replaceNames(sql, (_, i) => renamed.get(i))
}
