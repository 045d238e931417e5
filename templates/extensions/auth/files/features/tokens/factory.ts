import type { Db } from '#core/database/database.ts'
import { draftUser } from '#features/users/factory.ts'
import { createUser } from '#features/users/services.ts'
import type { TokenCreate } from './services.ts'

/** What a token is made from. Whose it is is created, unless it is given. */
export async function draftToken(db: Db, given: Partial<TokenCreate> = {}): Promise<TokenCreate> {
  return {
    userId: given.userId ?? (await createUser(db, await draftUser(db))).id,
    kind: 'session',
    label: '',
    seconds: 60,
    ...given,
  }
}
