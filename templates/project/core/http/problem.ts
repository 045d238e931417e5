import { STATUS_CODES } from 'node:http'
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { z } from 'zod'
import type { Db } from '../database/database.ts'
import * as errors from '../errors.ts'
import type { Env } from './router.ts'
import type { Logger } from '../logging.ts'
import { listPending } from '../database/migrations.ts'
<%~ slot('problem.imports') %>

/** The body of every error (RFC 9457). */
export const Problem = z
  .object({
    type: z.literal('about:blank'),
    title: z.string().max(100),
    status: z.int().min(400).max(599),
    detail: z.string().max(2_000).optional(),
    requestId: z.string().max(64),
    issues: z.array(z.object({ path: z.string().max(200), message: z.string().max(200) })).max(20).optional(),
  })
  .register(z.globalRegistry, { id: 'Problem' })

const answers = [
  { error: errors.BadRequestError, status: 400 },
  { error: errors.UnauthorizedError, status: 401, headers: { 'WWW-Authenticate': 'Bearer' } },
  { error: errors.ForbiddenError, status: 403 },
  { error: errors.NotFoundError, status: 404 },
  { error: errors.ConflictError, status: 409 },
  { error: errors.ValidationError, status: 422 },
  { error: errors.TooManyRequestsError, status: 429 },
  <%~ slot('problem.answers') %>
  { error: errors.UnavailableError, status: 503, headers: { 'Retry-After': '1' } },
] as const

/** The only place where an error becomes a response. What a 500 was is for the log alone, and what is unavailable no bug. */
export const onError = (logger: Logger, development: boolean) => async (thrown: unknown, c: Context<Env>) => {
  const error = thrown instanceof Error ? thrown : new Error(`Thrown, and no Error: ${messageOf(thrown)}`, { cause: thrown })
  const { status, headers } = answerTo(error)
  if (status < 500) return problem(c, status, error.message, headers, (error as Partial<errors.ValidationError>).issues)
  // A client that hung up gets no answer, and it was nobody's fault.
  if (c.req.raw.signal.aborted) return c.body(null, 499 as ContentfulStatusCode)
  if (status !== 500) {
    logger.warn({ cause: (error.cause as Error | undefined)?.message }, error.message)
    return problem(c, status, error.message, headers)
  }
  logger.error({ err: error }, 'request failed')
  <%~ slot('problem.traceback') %>
  return problem(c, status, development ? await explain(c.var.db) : undefined)
}

const messageOf = (thrown: unknown) => (thrown as Error | undefined)?.message ?? String(thrown)

/** What may be why a developer's request failed. */
async function explain(db: Db): Promise<string | undefined> {
  const pending = await listPending(db).catch(() => [])
  return pending.length > 0 ? `Pending migrations: ${pending.join(', ')}. Apply them: <%= run %> db:upgrade` : undefined
}

type Answer = { status: ContentfulStatusCode; headers?: Record<string, string> }

function answerTo(thrown: Error): Answer {
  if (thrown instanceof HTTPException) {
    return { status: thrown.status, headers: Object.fromEntries(thrown.res?.headers ?? []) }
  }
  return answers.find(({ error }) => thrown instanceof error) ?? { status: 500 }
}

export const notFound = (c: Context<Env>) => problem(c, 404, 'No such route')

/** An answer in the form of all errors. */
export function problem(
  c: Context<Env>,
  status: ContentfulStatusCode,
  detail?: string,
  headers = {},
  issues: errors.Issue[] = [],
) {
  <%~ slot('problem.pages') %>
  const type = 'about:blank'
  const title = STATUS_CODES[status]
  const requestId = c.var.requestId
  const body = { type, title, status, detail: detail || undefined, requestId, ...(issues.length > 0 && { issues }) }
  return c.json(body, status, { ...headers, 'Content-Type': 'application/problem+json' })
}
