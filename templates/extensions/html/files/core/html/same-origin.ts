import type { MiddlewareHandler } from 'hono'
import { ForbiddenError } from '../errors.ts'

/**
 * Refuses what pages of other sites send: with it goes whatever a browser knows of who sits there, cookies and passwords.
 * `Sec-Fetch-Site` comes from browsers over HTTPS; elsewhere `Origin` says it, and a program that says neither has the API.
 */
export const sameOrigin: MiddlewareHandler = async ({ req }, next) => {
  const site = req.header('Sec-Fetch-Site')
  const isOurs = site ? site === 'same-origin' : req.header('Origin') === new URL(req.url).origin
  if (!isOurs && req.method !== 'GET' && req.method !== 'HEAD') {
    throw new ForbiddenError('This has to come from a page of this site')
  }
  await next()
}
