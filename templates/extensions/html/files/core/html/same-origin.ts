import type { MiddlewareHandler } from 'hono'
import { BadRequestError, ForbiddenError } from '../errors.ts'

/**
 * Refuses what pages of other sites send: with it goes whatever a browser knows of who sits there, cookies and passwords.
 * `Sec-Fetch-Site` comes from browsers over HTTPS; elsewhere `Origin` says it, and a program that says neither has the API.
 * And what is no form, though it says so. What is one is read here, once.
 */
export const sameOrigin: MiddlewareHandler = async ({ req }, next) => {
  const site = req.header('Sec-Fetch-Site')
  const isOurs = site ? site === 'same-origin' : req.header('Origin') === new URL(req.url).origin
  const isRead = req.method === 'GET' || req.method === 'HEAD'
  if (!isOurs && !isRead) throw new ForbiddenError('This has to come from a page of this site')
  if (!isRead) {
    await req.parseBody({ all: true }).catch((cause: unknown) => {
      throw new BadRequestError('That is no form', { cause })
    })
  }
  await next()
}
