import type { Hono } from 'hono'
import type { Db } from '#core/database/database.ts'
import type { Env } from '#core/http/router.ts'
import { signIn } from '#tests/auth.ts'

/** Nobody needs it: admins sign in. */
export const adminPassword = 'x'.repeat(32)

/** The app as an admin sees it. */
export async function signInAsAdmin(app: Hono<Env>, db: Db) {
  const { user, request } = await signIn(app, db, { role: 'admin' })
  return { name: user.email, request }
}
