import { type RawBuilder, sql } from 'kysely'
import type { User } from './access.ts'
import { missingError } from './database/database-errors.ts'
import type { Db } from './database/database.ts'
import type { Id } from './database/id.ts'
import { may } from './permissions.ts'

/**
 * The rows that a user has to do with: those with his id in `ownerId`, or all of them. Every query on a table with owners
 * has it, so that a row of somebody else's is answered as one that does not exist.
 */
export const ownedBy = ({ id, role }: User): RawBuilder<boolean> =>
  may(role, 'rows:all') ? sql<boolean>`1 = 1` : sql<boolean>`${sql.ref('ownerId')} = ${id}`

/**
 * Refuses to refer to rows of somebody else's, in the words of rows that do not exist.
 * @param table one with owners
 * @param references the ids that are to be referred to, by the fields that they are for
 */
export async function requireOwned(
  db: Db,
  user: User,
  table: string,
  references: Record<string, Id | null | undefined>,
): Promise<void> {
  for (const [field, id] of Object.entries(references)) {
    if (id === null || id === undefined) continue
    const { rows } = await sql`select 1 from ${sql.table(table)} where id = ${id} and ${ownedBy(user)}`.execute(db)
    if (rows.length === 0) throw missingError([field], undefined)
  }
}
