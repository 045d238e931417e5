import type { MiddlewareHandler } from 'hono'
import { RateLimiterMemory, RateLimiterRedis, type RateLimiterRes } from 'rate-limiter-flexible'
import { TooManyRequestsError } from './errors.ts'
import type { Env } from './http/router.ts'
import { setHeaders } from './http/middleware.ts'
import type { Redis } from './redis.ts'

type Limit = { RATE_LIMIT: number; RATE_LIMIT_WINDOW: number }

/** Gives each client so many requests in so many seconds: counted in Redis, or, while there is none, by each instance. */
export function limitRate(redis: Redis | undefined, settings: Limit): MiddlewareHandler<Env> {
  const { RATE_LIMIT: points, RATE_LIMIT_WINDOW: duration } = settings
  const options = { keyPrefix: 'limit', points, duration }
  const memory = new RateLimiterMemory(options)
  // Who is over the limit is known here, and costs no command.
  const insured = { ...options, insuranceLimiter: memory, inMemoryBlockOnConsumed: points }
  const limiter = redis ? new RateLimiterRedis({ ...insured, storeClient: redis }) : memory

  return async (c, next) => {
    // A test that calls the app itself is nobody's client.
    if (!c.env?.incoming) return await next()
    const [isOver, { msBeforeNext, remainingPoints }] = await limiter.consume(c.var.client).then(
      (state) => [false, state] as const,
      (state: RateLimiterRes) => [true, state] as const,
    )

    const seconds = Math.ceil(msBeforeNext / 1_000)
    setHeaders(c, {
      'ratelimit-policy': `"default";q=${points};w=${duration}`,
      ratelimit: `"default";r=${isOver ? 0 : remainingPoints};t=${seconds}`,
      ...(isOver && { 'retry-after': String(seconds) }),
    })
    if (isOver) throw new TooManyRequestsError(`Over ${points} requests in ${duration} seconds: try again in ${seconds}`)
    await next()
  }
}
