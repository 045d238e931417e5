import { randomBytes } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { Webhook as Signer } from 'standardwebhooks'
import { BadRequestError } from '#core/errors.ts'

export const newSecret = () => `whsec_${randomBytes(32).toString('base64')}`

/** The headers by which who is told knows from whom it is, and when it was sent: a signature by each secret (https://www.standardwebhooks.com). */
export function sign(secrets: string[], id: string, body: string, now = new Date()): Record<string, string> {
  return {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': secrets.map((secret) => new Signer(secret).sign(id, now, body)).join(' '),
  }
}

/**
 * Lets through what somebody else has signed by one of these secrets, in the last five minutes. It may come twice, and has the same
 * `webhook-id` then.
 */
export const signedBy =
  (...secrets: string[]): MiddlewareHandler =>
  async (c, next) => {
    const body = await c.req.text()
    if (!secrets.some((secret) => isSigned(secret, body, c.req.header()))) {
      throw new BadRequestError('The signature is wrong, or too old')
    }
    await next()
  }

function isSigned(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Signer(secret).verify(body, headers, { jsonParse: false })
    return true
  } catch {
    return false
  }
}
