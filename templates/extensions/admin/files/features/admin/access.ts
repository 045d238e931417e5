import type { Context } from 'hono'
import { basicAuth } from 'hono/basic-auth'
import { createRouter, type Env } from '#core/http/router.ts'
import type { Settings } from '../../settings.ts'

/** Who looks after the tables. */
export type Admin = { name: string }
export const adminOf = (_c: Context<Env>): Admin => ({ name: 'admin' })
/** As whom the changes that he makes name him. */
export const nameOfAdmin = async (c: Context<Env>): Promise<string> => adminOf(c).name

/** Lets in who knows the password. */
export const access = ({ ADMIN_PASSWORD }: Settings) =>
  createRouter().use(basicAuth({ username: 'admin', password: ADMIN_PASSWORD! }))
