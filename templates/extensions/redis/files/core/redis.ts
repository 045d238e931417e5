import { Redis } from 'ioredis'
import { z } from 'zod'
import type { Logger } from './logging.ts'

export type { Redis } from 'ioredis'

const expected = 'expected redis://user:password@host:6379, or memory: for a single instance without Redis'
export const RedisUrl = z
  .string(expected)
  .regex(/^(rediss?:\/\/.|memory:$)/, expected)
  .refine((url) => URL.canParse(url), expected)

/**
 * Connects to Redis, if the URL names one, and keeps at it. No request waits for it longer than half a second: a command
 * without an answer ends the connection, and while there is none each fails at once.
 */
export function openRedis(url: string, logger: Logger, keyPrefix = '<%= name %>:'): Redis | undefined {
  if (url === 'memory:') return undefined
  const redis = new Redis(url, {
    keyPrefix,
    connectTimeout: 2_000,
    commandTimeout: 500,
    socketTimeout: 500,
    maxRetriesPerRequest: 0,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
    reconnectOnError(err) {
      // Told that a script is not there, the client sends it.
      if (!err.message.startsWith('NOSCRIPT')) turn(err.message, () => logger.warn({ err }, 'Redis refuses commands'))
      // What was the primary before a failover keeps its connections.
      return err.message.startsWith('READONLY')
    },
  })

  let state = ''
  const turn = (to: string, tell: () => void) => {
    if (state !== to) tell()
    state = to
    // Commands wait for the first connection, and for none after it.
    redis.options.enableOfflineQueue = false
  }
  redis.on('ready', () => turn('up', () => logger.info('Redis answers')))
  redis.on('error', (err) =>
    turn('down', () => logger.warn({ err }, 'Redis does not answer: limits are counted here, nothing is cached')),
  )
  return redis
}

/** Whether it answers: a connection may be open to a server that does not. */
export async function isAnswering(redis: Redis): Promise<boolean> {
  return await redis.ping().then(
    () => true,
    () => false,
  )
}
