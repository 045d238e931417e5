import type { Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
<%~ slot('auth.id.imports') %>
import { ConflictError, ForbiddenError, NotFoundError } from '#core/errors.ts'
<%~ slot('oauth.mails.imports') or %>
import { letter } from '#core/letter.ts'
import type { Mailer } from '#core/mail.ts'
<%~ end %>
import { UserCreate, type UserRead } from '#features/users/schemas.ts'
import { createUser, findUserByEmail, getUser } from '#features/users/services.ts'
<%~ slot('oauth.mails.jobs') %>
import type { Profile } from './providers.ts'
import { IdentityRead, mostIdentities } from './schemas.ts'

/** Whose identity it is, and whether it became that just now. */
type Owned = { user: UserRead; isLinked: boolean }

/** Finds whose identity it is: by the provider's name for him, else by an address that it has verified. Who is new gets an account. */
export async function signInBy(db: Db, provider: string, profile: Profile): Promise<Owned> {
  return await findOrCreateOwner(db, provider, profile).catch(async (error) => {
    // Who comes for the first time, and twice at once, finds what the first one made.
    if (error instanceof ConflictError) return await findOrCreateOwner(db, provider, profile)
    throw error
  })
}

async function findOrCreateOwner(db: Db, provider: string, { subject, email = '', name }: Profile): Promise<Owned> {
  const userId = await findOwner(db, provider, subject)
  if (userId !== undefined) return { user: requireEnabled(await getUser(db, userId)), isLinked: false }

  const { data } = UserCreate.safeParse({ email, name: (name?.trim() || email).slice(0, 100) })
  if (!data) throw new ForbiddenError(`${provider} has verified no address of yours`)
  return await db.transaction().execute(async (trx) => {
    const known = await findUserByEmail(trx, data.email)
    const user = requireEnabled(known ?? (await createUser(trx, data)))
    await createIdentity(trx, user.id, provider, subject)
    <%~ slot('oauth.mails.known') %>
    return { user, isLinked: known !== undefined }
  })
}

/** Gives an account one more way in, of whatever address, unless it is somebody else's. */
export async function linkIdentity(db: Db, userId: Id, provider: string, { subject }: Profile): Promise<Owned> {
  const user = await getUser(db, userId)
  if ((await findOwner(db, provider, subject)) === userId) return { user, isLinked: false }
  <%~ slot('oauth.mails.link') or %>
  await createIdentity(db, userId, provider, subject)
  <%~ end %>
  return { user, isLinked: true }
}

export async function listIdentities(db: Db, userId: Id): Promise<IdentityRead[]> {
  const columns = IdentityRead.keyof().options
  const identities = db.selectFrom('identities').select(columns).where('userId', '=', userId)
  return await identities.orderBy('createdAt').limit(mostIdentities).execute()
}

/** Takes a way in away. There is always another one: a link that is mailed. */
export async function unlinkIdentity(db: Db, userId: Id, id: Id): Promise<void> {
  const { numDeletedRows } = await db
    .deleteFrom('identities')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .executeTakeFirstOrThrow()
  if (numDeletedRows === 0n) throw new NotFoundError('Identity', id)
}

<%~ slot('oauth.mails.tellOwner') or %>
/** Whoever else got hold of the account at the provider, its owner here hears of it. */
export async function tellOwner(mailer: Mailer, { email, name }: UserRead, provider: string): Promise<void> {
  const mail = await letter(
    'You can sign in another way',
    `Hello ${name},`,
    `your account of ${provider} signs you in from now on. If you do not know of that, tell us at once.`,
  )
  await mailer.send({ to: email, ...mail })
}

<%~ end %>
function requireEnabled(user: UserRead): UserRead {
  if (user.disabledAt !== null) throw new ForbiddenError('This account is shut out')
  return user
}

async function findOwner(db: Db, provider: string, subject: string): Promise<Id | undefined> {
  const found = await db
    .selectFrom('identities')
    .select(['userId', 'subject'])
    .where('provider', '=', provider)
    .where('subject', '=', subject)
    .executeTakeFirst()
  // A database of MySQL may take small and capital letters for the same.
  return found?.subject === subject ? found.userId : undefined
}

async function createIdentity(db: Db, userId: Id, provider: string, subject: string): Promise<void> {
  await db
    .insertInto('identities')
    .values({
      <%~ slot('auth.id') %>
      userId, provider, subject })
    .execute()
}
