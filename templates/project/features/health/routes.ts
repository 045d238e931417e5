import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { lastFailure } from '#core/database/database-errors.ts'
import { UnavailableError } from '#core/errors.ts'
import { createRouter, type Env, operation } from '#core/http/router.ts'
import { listPending } from '#core/database/migrations.ts'
import type { Lifecycle } from '#core/http/server.ts'
<%~ slot('ready.imports') %>

const Health = z.object({ status: z.literal('ok'),
  <%~ slot('ready.schema') %>
}).register(z.globalRegistry, { id: 'Health' })
const tags = ['health']

export const health = (lifecycle: Lifecycle) =>
  createRouter()
    .get('/health', operation('Liveness', { 200: Health }, { tags }), (c) => c.json({ status: 'ok' }))
    .get('/ready', operation('Readiness', { 200: Health, 503: 'Not ready' }, { tags }), async (c) => {
      if (lifecycle.stopping) throw new UnavailableError('The server is stopping')
      await Promise.race([checkReady(c.var), giveUp()])
      <%~ slot('ready.notes') %>
      return c.json({ status: 'ok' })
    })

async function checkReady(resources: Env['Variables']): Promise<void> {
  const failure = lastFailure()
  if (failure) throw failure
  const pending = await listPending(resources.db).catch((cause: unknown) => {
    throw new UnavailableError('The database does not answer', { cause })
  })
  if (pending.length > 0) throw new UnavailableError('A migration is pending')
  <%~ slot('ready.checks') %>
}

async function giveUp(): Promise<never> {
  await sleep(1_000, undefined, { ref: false })
  throw new UnavailableError('There was no answer within a second')
}
