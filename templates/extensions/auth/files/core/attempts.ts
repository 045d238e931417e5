import type { Context } from 'hono'
import { type IRateLimiterOptions, type RateLimiterAbstract, RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible'
import { audit } from './audit.ts'
import { TooManyRequestsError } from './errors.ts'
import { setHeaders } from './http/middleware.ts'

const minutes = 60
const days = 24 * 60 * minutes

/**
 * How often something may be tried. From one address, few times for one account, so that guessing ends and its owner is not
 * shut out elsewhere; from all addresses, and for all accounts, more often.
 */
const limits = {
  both: { points: 5, duration: 15 * minutes },
  account: { points: 100, duration: days },
  address: { points: 50, duration: 15 * minutes },
}

export type Attempts = ReturnType<typeof openAttempts>

type CreateLimiter = (options: IRateLimiterOptions) => RateLimiterAbstract
const inMemory: CreateLimiter = (options) => new RateLimiterMemory(options)

/** Counts attempts: in this process, unless it is told where. */
export function openAttempts(createLimiter = inMemory) {
  const limiters = Object.entries(limits).map(([name, limit]) => {
    return [name as keyof typeof limits, createLimiter({ keyPrefix: `attempts:${name}`, ...limit })] as const
  })
  const keysOf = ({ var: { client } }: Context, account: string) => {
    return { both: `${account} ${client}`, account, address: client }
  }

  return {
    /** Counts one before it is made, so that many at once are no way around it. */
    async count(c: Context, account: string): Promise<void> {
      const keys = keysOf(c, account)
      for (const [name, limiter] of limiters) {
        await limiter.consume(keys[name]).catch(({ msBeforeNext }: RateLimiterRes) => {
          audit(c, 'locked')
          const seconds = Math.ceil(msBeforeNext / 1_000)
          setHeaders(c, { 'retry-after': String(seconds) })
          throw new TooManyRequestsError(`Too many attempts: try again in ${seconds} seconds`)
        })
      }
    },

    /** Takes one back: it was right. */
    async forget(c: Context, account: string): Promise<void> {
      const keys = keysOf(c, account)
      for (const [name, limiter] of limiters) await limiter.reward(keys[name])
    },
  }
}
