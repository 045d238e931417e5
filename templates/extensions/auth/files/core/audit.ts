import type { Context } from 'hono'
import type { Id } from './database/id.ts'
import type { Env } from './http/router.ts'

type Event =
  | 'signed in'
  | 'signed out'
  | 'sign-in refused'
  | 'password refused'
  | 'locked'
  | 'password set'
  | 'address changed'
  | 'role changed'
  | 'shut out'
  | 'deleted'
  <%~ slot('audit.events') %>

/** Tells the log what somebody asks for after an attack: what happened to whose account, by whom, from where. Never a secret. */
export function audit(c: Context, event: Event, userId?: Id): void {
  const { logger, client, user } = c.var as Env['Variables']
  logger.info({ event, userId: userId ?? user?.id, by: user?.id, client }, `security: ${event}`)
}
