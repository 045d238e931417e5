import type { Context } from 'hono'
import { permitted, type SignedIn } from '#core/access.ts'
import { createRouter, type Env } from '#core/http/router.ts'
import { getUser } from '#features/users/services.ts'
import type { Settings } from '../../settings.ts'

/** Who looks after the tables. */
export type Admin = SignedIn
export const adminOf = (c: Context<Env>): Admin => c.var.user!
/** As whom the changes that he makes name him. */
export const nameOfAdmin = async (c: Context<Env>): Promise<string> => (await getUser(c.var.db, adminOf(c).id)).email

/** Lets in who has the permission `admin`. */
export const access = (_settings: Settings) => createRouter().use(permitted('admin'))
