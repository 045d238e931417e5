import type { Context, MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import type { StatusCode } from 'hono/utils/http-status'
import type { Id } from '#core/database/id.ts'
import { ConflictError, ValidationError } from '#core/errors.ts'
import type { Env } from '#core/http/router.ts'
import { findAnswer, hash, keepAnswer, KeyTaken, takeKey } from './services.ts'
<%~ slot('idempotency.sweep.imports') or %>
import { sweepKeys } from './services.ts'
<%~ end %>

/** What of an answer is kept beside its body. */
const keptHeaders = ['Content-Type', 'ETag', 'Location']

const parameter = {
  in: 'header',
  name: 'Idempotency-Key',
  description: 'A text of your choice, such as a UUID: what is sent again with it is done once, and answered again, within a day',
  schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
} as const

const once: MiddlewareHandler<Env> = async (c, next) => {
  const key = c.req.header('Idempotency-Key')
  if (key === undefined) return await next()
  if (!/^[!-~]{1,255}$/.test(key)) {
    throw new ValidationError([{ path: 'Idempotency-Key', message: 'expected 1 to 255 visible characters of ASCII' }])
  }
  const { db } = c.var
  const { user } = c.var as { user?: { id: Id } }
  const scope = hash(JSON.stringify([user?.id ?? null, c.req.method, c.req.path, key]))
  const fingerprint = hash(await c.req.text())
  try {
    // What the handler writes and the answer that is kept are one transaction: neither is there without the other, whenever the process dies.
    await db.transaction().execute(async (trx) => {
      await takeKey(trx, scope, fingerprint)
      c.set('db', trx)
      await next()
      // Hono has made an answer of what was thrown, too: nothing of that may stay.
      if (c.res.status >= 400) throw new NotDone()
      const headers = Object.fromEntries(keptHeaders.map((name) => [name, c.res.headers.get(name)]))
      await keepAnswer(trx, scope, { status: c.res.status, headers, body: await c.res.clone().text() })
    })
    <%~ slot('idempotency.sweep') or %>
    await sweepNowAndThen(c)
    <%~ end %>
  } catch (error) {
    if (error instanceof KeyTaken) return await replay(c, scope, fingerprint)
    // That is answered already.
    if (!(error instanceof NotDone)) throw error
  } finally {
    c.set('db', db)
  }
}

/** That a handler has answered that it did not do it. */
class NotDone extends Error {}

async function replay(c: Context<Env>, scope: string, fingerprint: string): Promise<Response> {
  const kept = await findAnswer(c.var.db, scope)
  if (!kept) throw new ConflictError('A request with this Idempotency-Key is under way')
  if (kept.fingerprint !== fingerprint) {
    throw new ValidationError([{ path: 'Idempotency-Key', message: 'It was sent with another body' }])
  }
  const headers = Object.entries(kept.headers as Record<string, string | null>).filter((one): one is [string, string] => one[1] !== null)
  return c.body(kept.body, kept.status as StatusCode as 200, { ...Object.fromEntries(headers), 'Idempotent-Replayed': 'true' })
}
<%~ slot('idempotency.sweep') or %>

let sweptAt = Date.now()

async function sweepNowAndThen({ var: { db } }: Context<Env>): Promise<void> {
  if (Date.now() < sweptAt + 3_600_000) return
  sweptAt = Date.now()
  await sweepKeys(db)
}
<%~ end %>

/** For a POST, after its guard: with an `Idempotency-Key` it is done once, however often it is sent. */
export const idempotent: MiddlewareHandler<Env> = Object.assign(once, describeRoute({ parameters: [parameter] }))
