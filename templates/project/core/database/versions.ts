import { type RawBuilder, sql } from 'kysely'

/** The versions of which a client may take a row to be; any, where it does not say. */
export type Seen = readonly number[] | undefined

/** Rows of one of these versions. In the statement that writes, so that nothing comes between. */
export function asSeen(seen: Seen): RawBuilder<boolean> {
  if (!seen) return sql<boolean>`1 = 1`
  return seen.length > 0 ? sql<boolean>`${sql.ref('version')} in (${sql.join(seen)})` : sql<boolean>`1 = 0`
}

/** For `set({ …, version: nextVersion })`. */
export const nextVersion = sql<number>`version + 1`
