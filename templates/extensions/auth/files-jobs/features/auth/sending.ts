import type { User } from '#core/access.ts'
import type { Id } from '#core/database/id.ts'
import type { Env } from '#core/http/router.ts'
import { enqueue } from '#features/jobs/services.ts'
import { tellOldAddress } from '#features/users/jobs.ts'
import type { UserCreate, UserRead } from '#features/users/schemas.ts'
import { createUser } from '#features/users/services.ts'
import * as jobs from './jobs.ts'
import type { SignUp } from './schemas.ts'
import * as services from './services.ts'

// What somebody asks for and is mailed, by jobs: how long they take would say whether there is such a user.

type Vars = Pick<Env['Variables'], 'db'>

/** Somebody waits for it: it goes before what has been due for less than an hour. */
const urgent = { priority: 3_600 }

export async function signUp({ db }: Vars, values: SignUp): Promise<void> {
  await enqueue(db, jobs.signUp, values, urgent)
}

export async function remindPassword({ db }: Vars, email: string): Promise<void> {
  await enqueue(db, jobs.mailPasswordLink, { email }, urgent)
}

export async function askForEmail({ db }: Vars, userId: Id, email: string): Promise<void> {
  await enqueue(db, jobs.askForEmail, { userId, email }, urgent)
}

/** Creates a user, who is mailed a link to set his password. */
export async function invite({ db }: Vars, values: UserCreate): Promise<UserRead> {
  return await db.transaction().execute(async (trx) => {
    const user = await createUser(trx, values)
    await enqueue(trx, jobs.mailPasswordLink, { email: user.email }, urgent)
    return user
  })
}

/** Changes an address, and tells the old one. */
export async function confirmEmail({ db }: Vars, user: User, token: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { before, email } = await services.confirmEmail(trx, user, token)
    await enqueue(trx, tellOldAddress, { to: before.email, name: before.name, email }, urgent)
  })
}
