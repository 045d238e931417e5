import type { User } from '#core/access.ts'
import type { Id } from '#core/database/id.ts'
import type { Env } from '#core/http/router.ts'
import type { UserCreate, UserRead } from '#features/users/schemas.ts'
import { createUser } from '#features/users/services.ts'
import { yourAddressChanged } from './mails.ts'
import type { SignUp } from './schemas.ts'
import * as services from './services.ts'

// What somebody asks for and is mailed. Nobody waits for the mail: how long it takes would say whether there is such a user.

type Vars = Env['Variables']

export const signUp = async (vars: Vars, values: SignUp) =>
  inBackground(vars, services.signUp(vars.db, vars.site, vars.mailer, values))

export const remindPassword = async (vars: Vars, email: string) =>
  inBackground(vars, services.remindPassword(vars.db, vars.site, vars.mailer, email))

export const askForEmail = async (vars: Vars, userId: Id, email: string) =>
  inBackground(vars, services.askForEmail(vars.db, vars.site, vars.mailer, userId, email))

/** Creates a user, who is mailed a link to set his password. */
export async function invite(vars: Vars, values: UserCreate): Promise<UserRead> {
  const user = await createUser(vars.db, values)
  inBackground(vars, services.mailPasswordLink(vars.db, vars.site, vars.mailer, user))
  return user
}

/** Changes an address, and tells the old one. */
export async function confirmEmail(vars: Vars, user: User, token: string): Promise<void> {
  const { before, email } = await services.confirmEmail(vars.db, user, token)
  const mail = await yourAddressChanged(before, email)
  inBackground(vars, vars.mailer.send({ to: before.email, ...mail }))
}

export const inBackground = ({ logger }: Vars, work: Promise<void>): void =>
  void work.catch((err) => logger.error({ err }, 'no mail was sent'))
