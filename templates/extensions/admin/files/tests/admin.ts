import type { Hono } from 'hono'
import type { Db } from '#core/database/database.ts'
import type { Env } from '#core/http/router.ts'

export const adminPassword = 'x'.repeat(32)

/** The app as an admin sees it. */
export async function signInAsAdmin(app: Hono<Env>, _db: Db) {
  const request = async (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('Authorization', `Basic ${btoa(`admin:${adminPassword}`)}`)
    return await app.request(path, { ...init, headers })
  }
  return { name: 'admin', request }
}
