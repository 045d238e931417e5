import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Context, Hono, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { methodNotAllowed } from 'hono/method-not-allowed'
import { routePath } from 'hono/route'
import { addressFinder } from './client-address.ts'
import type { Env } from './router.ts'
import { currentRequest, type Logger } from '../logging.ts'
import { onError, problem } from './problem.ts'
import { Answer, type Lifecycle } from './server.ts'

type Middleware = MiddlewareHandler<Env>

/** Straight on Node's response, headers cost a fraction of what they do in a `Headers` object. */
export function setHeaders(c: Context<Env>, headers: Record<string, string>): void {
  if (c.env?.outgoing instanceof Answer) Object.assign(c.env.outgoing.common, headers)
  else for (const name in headers) c.header(name, headers[name])
}

/** And straight from Node's request. @param name in small letters */
const getHeader = ({ env, req }: Context<Env>, name: string) =>
  (env?.outgoing instanceof Answer ? (env.incoming?.headers[name] as string | undefined) : req.header(name)) ?? ''

type Around = { lifecycle: Lifecycle; logger: Logger; settings: { NODE_ENV: string; TRUSTED_PROXIES: string[] } }

/**
 * Around each request: its id, the client's if that is harmless; who the client is; the headers of every answer; and a line in
 * the log: its route, as a URL may hold secrets; to a developer its path, as it came (decoded, it could be more than a line),
 * and the id where something is wrong.
 */
export function aroundRequests({ lifecycle, logger, settings }: Around): Middleware {
  const development = settings.NODE_ENV === 'development'
  const headers = secureHeaders(settings.NODE_ENV === 'production')
  const answer = onError(logger, development)
  const addressOf = addressFinder(settings.TRUSTED_PROXIES)
  return async (c, next) => {
    const start = performance.now()
    const given = getHeader(c, 'x-request-id')
    const requestId = /^[\w.-]{1,64}$/.test(given) ? given : randomUUID()
    const client = addressOf(c.env?.incoming?.socket.remoteAddress ?? '127.0.0.1', getHeader(c, 'x-forwarded-for'))
    c.set('requestId', requestId)
    c.set('client', client)
    setHeaders(c, { ...headers, 'x-request-id': requestId })

    try {
      await currentRequest.run({ requestId }, next)
    } catch (thrown) {
      // Hono gives `onError` nothing but an Error, and a `z.ZodError` is none.
      c.res = await answer(thrown, c)
    }
    // While the server stops, each answer is the last on its connection.
    if (lifecycle.closing) setHeaders(c, { connection: 'close' })

    const level = c.req.path === '/health' || c.req.path === '/ready' ? 'debug' : 'info'
    const { method } = c.req
    const { status } = c.res
    const ms = Math.round((performance.now() - start) * 10) / 10
    if (!development) return logger[level]({ requestId, client, method, route: routePath(c), status, ms }, 'request')
    logger[level](status < 400 ? {} : { requestId }, `${method} ${new URL(c.req.url).pathname} ${status} ${ms}ms`)
  }
}

const secureHeaders = (production: boolean) => ({
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  // Whether or not this one is compressed.
  vary: 'Accept-Encoding',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  ...(production && { 'strict-transport-security': 'max-age=31536000' }),
})

/** Answers 405 where the path is known and the method is not. */
export function refuseMethods(app: Hono<Env>): Middleware {
  const onMethodNotAllowed = (c: Context<Env>, methods: string[]) =>
    problem(c, 405, undefined, { Allow: methods.join(', ') })
  return methodNotAllowed({ app, onMethodNotAllowed })
}

/** Refuses a body of more bytes than that, and one that is compressed, as nobody unpacks it. */
export function limitBody(maxSize: number): Middleware {
  const refuse = () => {
    throw new HTTPException(413, { message: `The body may hold ${maxSize} bytes` })
  }
  const limit = bodyLimit({ maxSize, onError: refuse })
  return (c, next) => {
    if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
    if (!/^(identity)?$/i.test(getHeader(c, 'content-encoding'))) {
      c.header('Accept-Encoding', 'identity')
      throw new HTTPException(415, { message: 'The body must not be compressed' })
    }
    // Node reads no more than a body says that it has; to count what comes is dear.
    const length = getHeader(c, 'content-length')
    if (!length || getHeader(c, 'transfer-encoding')) return limit(c, next)
    return Number(length) > maxSize ? refuse() : next()
  }
}

const compress = promisify(gzip)
const acceptsGzip = /\bgzip\b(?! *; *q=0(\.0*)? *(,|$))/i

/** Compresses large JSON. (`hono/compress` puts every answer through a stream, which costs a small one twenty times more.) */
export const compressJson: Middleware = (c, next) =>
  acceptsGzip.test(getHeader(c, 'accept-encoding')) ? next().then(() => compressAnswer(c)) : next()

async function compressAnswer(c: Context<Env>): Promise<void> {
  const { headers, status } = c.res
  if (!headers.get('Content-Type')?.startsWith('application/json')) return

  const json = await c.res.text()
  const large = json.length >= 1_024
  if (large) headers.set('Content-Encoding', 'gzip')
  // Without this, Hono would merge the old response into the new one.
  c.res = undefined
  c.res = new Response(large ? await compress(json) : json, { status, headers })
}
