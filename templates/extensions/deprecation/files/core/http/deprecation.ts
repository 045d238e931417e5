import type { MiddlewareHandler } from 'hono'
import { describeRoute } from 'hono-openapi'
import { setHeaders } from './middleware.ts'
import type { Env } from './router.ts'

type Deprecation = {
  /** The day since when nobody should begin to use it: `2026-12-01`. */
  since: string
  /** The day from which on it may be gone. */
  sunset?: string
  /** Where to go instead. */
  successor?: string
}

/** Tells whoever uses what comes after it in a router that it goes away: by headers (RFC 9745, RFC 8594), and in the OpenAPI document. */
export function deprecated({ since, sunset, successor }: Deprecation): MiddlewareHandler<Env> {
  const headers = {
    deprecation: `@${timeOf(since) / 1000}`,
    ...(sunset && { sunset: new Date(timeOf(sunset)).toUTCString() }),
    ...(successor && { link: `<${successor}>; rel="successor-version"` }),
  }
  const told: MiddlewareHandler<Env> = (c, next) => {
    setHeaders(c, headers)
    return next()
  }
  return Object.assign(told, describeRoute({ deprecated: true }))
}

function timeOf(day: string): number {
  const time = Date.parse(day)
  if (Number.isNaN(time)) throw new TypeError(`${day} is no day`)
  return time
}

/** In the OpenAPI document each operation is there once: the deprecated one of two is `listOrdersV1`. */
export function nameByVersion(path: string, operation: { deprecated?: boolean; operationId?: string; responses: object }): void {
  const version = /(?<=\/v)\d+(?=\/)/.exec(path)
  if (operation.deprecated && operation.operationId && version) operation.operationId += `V${version[0]}`
}
