import type { User } from '#core/access.ts'
import type { Db } from '#core/database/database.ts'
import type { Id } from '#core/database/id.ts'
import { inTransaction } from '#core/database/transactions.ts'
import { BadRequestError } from '#core/errors.ts'
import type { Mailer } from '#core/mail.ts'
import { hashPassword, isOutdated, refuseCommon, verifyPassword } from '#core/passwords.ts'
import { createToken, type NewToken, type Proof, readToken, revokeTokens, useToken } from '#features/tokens/services.ts'
import type { UserRead } from '#features/users/schemas.ts'
import { createUser, findUserByEmail, getUser } from '#features/users/services.ts'
import * as mails from './mails.ts'
import type { PasswordSet, SignIn, SignUp } from './schemas.ts'

const day = 86_400

/** Where the pages are that mails lead to. */
export type Site = { APP_URL: string }

/** A session, which ends after thirty days, whatever happens, and after seven that nobody used it. */
export const startSession = async (db: Db, userId: Id, userAgent = ''): Promise<NewToken> =>
  await createToken(db, { userId, kind: 'session', label: userAgent.slice(0, 255), seconds: 30 * day })

/** Whose account it is, if anybody's, and whether he may sign in with that password: what is wrong does not show in the time. */
export async function checkPassword(
  db: Db,
  { email, password }: Pick<SignIn, 'email' | 'password'>,
): Promise<{ userId: Id | undefined; isRight: boolean }> {
  const found = await db
    .selectFrom('users')
    .select(['id', 'passwordHash', 'disabledAt'])
    .where('email', '=', email)
    .executeTakeFirst()
  const isRight = (await verifyPassword(password, found?.passwordHash)) && found?.disabledAt === null
  if (isRight && isOutdated(found.passwordHash!)) await rehash(db, found.passwordHash!, password)
  return { userId: found?.id, isRight }
}

/** Only now is there a password to make a better hash of. One that was set meanwhile stays. */
async function rehash(db: Db, old: string, password: string): Promise<void> {
  const passwordHash = await hashPassword(password)
  await db.updateTable('users').set({ passwordHash }).where('passwordHash', '=', old).execute()
}

export async function isPasswordOf(db: Db, { id }: User, password: string): Promise<boolean> {
  const user = await db.selectFrom('users').select('passwordHash').where('id', '=', id).executeTakeFirst()
  return await verifyPassword(password, user?.passwordHash)
}

/** The address of a page, with a token after the #, which no server and no log gets to see. */
const linkTo = (page: string, { token }: NewToken, { APP_URL }: Site): string =>
  new URL(`${page}#token=${token}`, APP_URL).href

export async function createPasswordLink(db: Db, site: Site, { id: userId, email }: UserRead): Promise<string> {
  return linkTo('/set-password', await createToken(db, { userId, kind: 'password', label: email, seconds: day }), site)
}

export async function mailPasswordLink(db: Db, site: Site, mailer: Mailer, user: UserRead): Promise<void> {
  if (user.disabledAt !== null) return
  await mailer.send({ to: user.email, ...(await mails.setYourPassword(user, await createPasswordLink(db, site, user))) })
}

/** Mails a link to set the first password. Who is known already gets one as well, and so the answer tells nothing. */
export async function signUp(db: Db, site: Site, mailer: Mailer, values: SignUp): Promise<void> {
  const user = (await findUserByEmail(db, values.email)) ?? (await createUser(db, values))
  await mailPasswordLink(db, site, mailer, user)
}

/** Mails a link to set another password, if there is such a user. */
export async function remindPassword(db: Db, site: Site, mailer: Mailer, email: string): Promise<void> {
  const user = await findUserByEmail(db, email)
  if (user) await mailPasswordLink(db, site, mailer, user)
}

/** Sets the password of whoever was sent the token, which is the proof of the address, and signs out everywhere. */
export async function setPassword(db: Db, { token, password }: Pick<PasswordSet, 'token' | 'password'>): Promise<Id> {
  const proof = await readLink(db, token, 'password')
  await savePassword(db, proof.user.id, password, proof)
  return proof.user.id
}

/** Sets a password, and signs out everywhere. */
export async function savePassword(db: Db, userId: Id, password: string, proof?: Proof): Promise<void> {
  await refuseCommon(password)
  const changes = { passwordHash: await hashPassword(password), updatedAt: new Date().toISOString() }
  await db.transaction().execute(async (trx) => {
    if (proof) await useLink(trx, proof)
    await trx.updateTable('users').set(changes).where('id', '=', userId).execute()
    await revokeTokens(trx, userId)
  })
}

/** Mails a link to another address, unless that is somebody's already: the answer is the same. */
export async function askForEmail(db: Db, site: Site, mailer: Mailer, userId: Id, email: string): Promise<void> {
  if (await findUserByEmail(db, email)) return
  const link = linkTo('/confirm-email', await createToken(db, { userId, kind: 'email', label: email, seconds: day }), site)
  await mailer.send({ to: email, ...(await mails.confirmYourAddress(await getUser(db, userId), link)) })
}

/** Changes the address of who is signed in to the one that the link was sent to. Links to the old one are of no use any more. */
export async function confirmEmail(db: Db, { id }: User, token: string): Promise<{ before: UserRead; email: string }> {
  const proof = await readLink(db, token, 'email')
  if (proof.user.id !== id) throw used()
  const before = await getUser(db, id)
  const changes = { email: proof.label, updatedAt: new Date().toISOString() }
  await inTransaction(db, async (trx) => {
    await useLink(trx, proof)
    await trx.updateTable('users').set(changes).where('id', '=', id).execute()
    await trx.deleteFrom('tokens').where('userId', '=', id).where('kind', 'in', ['password', 'email']).execute()
  })
  return { before, email: proof.label }
}

const used = () => new BadRequestError('The link was used, or is too old: ask for another one')

async function readLink(db: Db, token: string, kind: Proof['kind']): Promise<Proof> {
  const proof = await readToken(db, token, [kind])
  if (!proof) throw used()
  return proof
}

async function useLink(db: Db, { id }: Proof): Promise<void> {
  if (!(await useToken(db, id))) throw used()
}
