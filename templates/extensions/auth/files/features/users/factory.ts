import type { Db } from '#core/database/database.ts'
import type { UserCreate } from './schemas.ts'

let n = 0

/** A valid user to create. */
export async function draftUser(_db: Db, given: Partial<UserCreate> = {}): Promise<UserCreate> {
  n += 1
  return { email: `user-${n}@example.com`, name: `User ${n}`, ...given }
}
