import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { ForbiddenError } from '#core/errors.ts'
import type { Env } from '#core/http/router.ts'
import { type NewToken, readToken, touchToken } from '#features/tokens/services.ts'
import type { Settings } from '../../settings.ts'

const safe = new Set(['GET', 'HEAD', 'OPTIONS'])

/** With the prefix, browsers take it over HTTPS alone, and from this host alone; localhost has no HTTPS. */
const nameOf = ({ NODE_ENV }: Settings) => (NODE_ENV === 'production' ? '__Host-session' : 'session')
const optionsOf = ({ NODE_ENV }: Settings) =>
  ({ path: '/', httpOnly: true, sameSite: 'Lax', secure: NODE_ENV === 'production' }) as const

/**
 * Finds out who a request is from: by the token in its header `Authorization: Bearer`, or in the cookie of a browser. One
 * that is not valid is nobody's, and what needs somebody (`core/access.ts`) refuses that.
 */
export function authenticate(settings: Settings): MiddlewareHandler<Env> {
  const sites = [new URL(settings.APP_URL).origin, ...settings.CORS_ORIGINS]
  return async (c, next) => {
    const bearer = /^Bearer +(\S+)$/i.exec(c.req.header('Authorization') ?? '')?.[1]
    const cookie = bearer === undefined ? getCookie(c, nameOf(settings)) : undefined
    const given = bearer ?? cookie
    const proof = given && (await readToken(c.var.db, given, ['session', 'api']))
    if (proof) {
      if (cookie !== undefined && !safe.has(c.req.method)) refuseForeign(c, sites)
      await touchToken(c.var.db, proof)
      c.set('user', { ...proof.user, tokenId: proof.id })
    }
    <%~ slot('auth.bearer') %>
    await next()
  }
}

/** A browser sends its cookie along with whatever any site makes it send. What changes something must come from one of ours. */
function refuseForeign({ req }: Context, sites: string[]): void {
  if (req.header('Sec-Fetch-Site') === 'same-origin' || sites.includes(req.header('Origin') ?? '')) return
  throw new ForbiddenError('With a cookie, this has to come from a page of this site: a program sends its token')
}

export const setSessionCookie = (c: Context, settings: Settings, { token, expiresAt }: NewToken): void =>
  setCookie(c, nameOf(settings), token, { ...optionsOf(settings), expires: new Date(expiresAt) })

export function clearSessionCookie(c: Context, settings: Settings): void {
  deleteCookie(c, nameOf(settings), optionsOf(settings))
}
