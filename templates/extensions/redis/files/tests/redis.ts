import { randomUUID } from 'node:crypto'
import { afterAll } from 'vitest'
import { createLogger } from '#core/logging.ts'
import { openRedis, type Redis } from '#core/redis.ts'

export const silent = createLogger({ LOG_LEVEL: 'silent', NODE_ENV: 'test' })

const server = process.env.REDIS_URL ?? 'memory:'
const clear = "for _, key in ipairs(redis.call('keys', ARGV[1])) do redis.call('del', key) end"

/** Where tests run: in memory and, if the environment names one, on a Redis. */
export const places = server === 'memory:' ? [server] : ['memory:', 'redis:']

/** A connection for one test file, to keys that are its own and go with it. */
export function openTestRedis(place: string): Redis | undefined {
  const prefix = `test:${randomUUID()}:`
  const redis = openRedis(place === 'redis:' ? server : place, silent, prefix)
  afterAll(async () => {
    await redis?.eval(clear, 0, `${prefix}*`)
    redis?.disconnect()
  })
  return redis
}
