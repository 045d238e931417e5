import type { Hono } from 'hono'
import type { Db } from '#core/database/database.ts'
import type { Env } from '#core/http/router.ts'
import { startSession } from '#features/auth/services.ts'
import { draftUser } from '#features/users/factory.ts'
import type { UserCreate, UserRead } from '#features/users/schemas.ts'
import { createUser } from '#features/users/services.ts'

/** Somebody who is signed in, and the app as he sees it. */
export type Client = { user: UserRead; token: string; request: (path: string, init?: RequestInit) => Promise<Response> }

/** Signs in somebody new: `const admin = await signIn(app, db, { role: 'admin' })`, and then `admin.request('/users')`. */
export async function signIn(app: Hono<Env>, db: Db, given: Partial<UserCreate> = {}): Promise<Client> {
  const user = await createUser(db, await draftUser(db, given))
  const { token } = await startSession(db, user.id)
  return { user, token, request: requestAs(app, token) }
}

/** The app as whoever has a token sees it. */
export const requestAs =
  (app: Hono<Env>, token: string): Client['request'] =>
  async (path, init = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Bearer ${token}`)
    return await app.request(path, { ...init, headers })
  }
