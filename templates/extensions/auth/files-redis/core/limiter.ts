import { type IRateLimiterOptions, RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { Redis } from './redis.ts'

/** Counts for all instances together, in Redis, and, while there is none, in each by itself. */
export const limiterIn = (redis: Redis | undefined) => (options: IRateLimiterOptions) => {
  const memory = new RateLimiterMemory(options)
  return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }) : memory
}
