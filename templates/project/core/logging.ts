import { AsyncLocalStorage } from 'node:async_hooks'
import { type DestinationStream, type LoggerOptions, pino } from 'pino'

export type { Logger } from 'pino'

/** The request under way: whatever is logged meanwhile, however deep, carries its id. */
export const currentRequest = new AsyncLocalStorage<{ requestId: string }>()

/** Structured logs: JSON lines, or readable ones in development. */
export function createLogger(settings: { LOG_LEVEL: string; NODE_ENV: string }, destination?: DestinationStream) {
  const options: LoggerOptions = {
    level: settings.LOG_LEVEL,
    base: null,
    // A copy, because pino adds to it what is logged.
    mixin: () => ({ ...currentRequest.getStore() }),
    formatters: { log: maskFields },
    serializers: { err: describeError },
  }
  if (settings.NODE_ENV !== 'development') return pino(options, destination)
  return pino({ ...options, transport: { target: 'pino-pretty', options: { singleLine: true } } })
}

/** Only what went wrong: an error may carry anything else, a request's body and headers among it. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return typeof error === 'object' ? undefined : error
  return { type: error.name, message: error.message, stack: error.stack, cause: describeError(error.cause) }
}

const secretKey = /pass|secret|token|authorization|cookie|api.?key/i

/** Hides, at any depth, what its key says to be secret, and credentials in URLs. */
export function maskFields(fields: object, depth = 0): Record<string, unknown> {
  const masked: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) {
    masked[key] = secretKey.test(key) && value ? '***' : mask(value, depth)
  }
  return masked
}

function mask(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.includes('://') ? value.replace(/(?<=:\/\/)[^/@\s]+(?=@)/, '***') : value
  if (typeof value !== 'object' || value === null) return value
  if (depth > 8) return '[too deep]'
  if (Array.isArray(value)) return value.map((item) => mask(item, depth + 1))
  return Object.getPrototypeOf(value) === Object.prototype ? maskFields(value, depth + 1) : value
}
