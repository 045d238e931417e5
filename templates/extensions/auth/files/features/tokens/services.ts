import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { SignedIn, User } from '#core/access.ts'
import type { Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
<%~ slot('auth.id.imports') %>
import { prepared } from '#core/database/prepared.ts'
import { NotFoundError } from '#core/errors.ts'
import type { Token } from './models.ts'
import { mostTokens, type TokenRead } from './schemas.ts'

/** How long a session lasts that nobody uses, and how often is noted that one does, in milliseconds. */
const idle = 7 * 86_400_000
const noted = 3_600_000

export const newSecret = (bytes: number) => randomBytes(bytes).toString('base64url')
export const hashSecret = (secret: string) => createHash('sha256').update(secret).digest('base64url')
const isSame = (a: string, b: string) => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
const later = (seconds: number) => new Date(Date.now() + seconds * 1_000).toISOString()

export type TokenCreate = Pick<Token, 'userId' | 'kind' | 'label'> & { seconds: number }
export type NewToken = Pick<Token, 'id' | 'expiresAt'> & { token: string }

/** Makes a token, and sweeps out those that are too old. Only who gets it has its secret: the database is of no use for it. */
export async function createToken(db: Db, { seconds, ...values }: TokenCreate): Promise<NewToken> {
  const now = later(0)
  await db.deleteFrom('tokens').where('expiresAt', '<', now).execute()

  const [selector, secret, expiresAt] = [newSecret(16), newSecret(32), later(seconds)]
  const secretHash = hashSecret(secret)
  await db
    .insertInto('tokens')
    .values({
      <%~ slot('auth.id') %>
      ...values, selector, secretHash, usedAt: now, expiresAt })
    .execute()
  const { id } = await db.selectFrom('tokens').select('id').where('selector', '=', selector).executeTakeFirstOrThrow()
  return { id, token: `${selector}.${secret}`, expiresAt }
}

/** What a token proves. */
export type Proof = Pick<Token, 'id' | 'kind' | 'label' | 'usedAt' | 'expiresAt'> & { user: User }

const findToken = prepared((db, selector: string) =>
  db
    .selectFrom('tokens')
    .innerJoin('users', 'users.id', 'tokens.userId')
    .select(['tokens.id', 'kind', 'label', 'userId', 'secretHash', 'usedAt', 'expiresAt', 'role'])
    .where('selector', '=', selector)
    .where('disabledAt', 'is', null),
)

/** Whose token it is; nobody's when it is wrong, too old, or of somebody who was shut out. */
export async function readToken(db: Db, text: string, kinds: Token['kind'][]): Promise<Proof | undefined> {
  const [selector = '', secret = '', ...more] = text.split('.')
  const found = more.length === 0 ? await findToken(db, selector) : undefined
  if (!found || !isSame(found.secretHash, hashSecret(secret)) || !kinds.includes(found.kind)) return undefined

  const { userId, role, secretHash: _, ...token } = found
  const isIdle = token.kind === 'session' && Date.parse(token.usedAt) + idle < Date.now()
  if (isIdle || Date.parse(token.expiresAt) < Date.now()) return undefined
  return { ...token, user: { id: userId, role } }
}

/** Notes that a token is in use. */
export async function touchToken(db: Db, { id, usedAt }: Proof): Promise<void> {
  if (Date.now() - Date.parse(usedAt) < noted) return
  await db.updateTable('tokens').set({ usedAt: later(0) }).where('id', '=', id).execute()
}

/** Takes a token that is good once. Says whether it still was: of two who bring it at once, one has it. */
export async function useToken(db: Db, id: Id): Promise<boolean> {
  return (await db.deleteFrom('tokens').where('id', '=', id).executeTakeFirstOrThrow()).numDeletedRows === 1n
}

/** Where somebody is signed in, and his keys. */
export async function listTokens(db: Db, { id, tokenId }: SignedIn): Promise<TokenRead[]> {
  const rows = await db
    .selectFrom('tokens')
    .select(['id', 'kind', 'label', 'createdAt', 'usedAt', 'expiresAt'])
    .where('userId', '=', id)
    .where('kind', 'in', ['session', 'api', 'refresh'])
    .orderBy('usedAt', 'desc')
    .limit(mostTokens)
    .execute()
  return rows.map((row) => ({ ...row, current: row.id === tokenId }))
}

/** Ends all that somebody has: sessions, keys and links. */
export async function revokeTokens(db: Db, userId: Id): Promise<void> {
  await db.deleteFrom('tokens').where('userId', '=', userId).execute()
}

/** Ends one of them. */
export async function revokeToken(db: Db, userId: Id, id: Id): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('tokens')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new NotFoundError('Token', id)
}
