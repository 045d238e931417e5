import { once } from 'node:events'
import { createServer, type OutgoingHttpHeader, type Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { getRequestListener } from '@hono/node-server'
import { StartError } from '../errors.ts'
import type { Logger } from '../logging.ts'

/** How far the server is on its way out: `stopping`, /ready says so; `closing`, each answer is the last on its connection. */
export type Lifecycle = { stopping: boolean; closing: boolean }

/**
 * A response that has headers, by their names in small letters, to send with its own: all at once they cost less. Its own
 * go before them, but it varies by both.
 */
export class Answer extends ServerResponse {
  readonly common: Record<string, OutgoingHttpHeader> = {}

  override writeHead(status: number, headers: any = {}): this {
    const { vary } = this.common
    for (const name in headers) this.common[name.toLowerCase()] = headers[name]
    if (vary && this.common.vary !== vary) this.common.vary = `${vary}, ${this.common.vary}`
    return super.writeHead(status, this.common)
  }
}

const bounds = {
  ServerResponse: Answer as typeof ServerResponse,
  // What has no body needs no stream.
  optimizeEmptyRequests: true,
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1_000,
  // Longer than the minute of most load balancers: it must not be the server that hangs up on them.
  keepAliveTimeout: 65_000,
}

/** Listens within bounds: a slow or silent client loses its connection after seconds, not minutes. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>, port: number, host: string) {
  const server = createServer(bounds, getRequestListener(fetch))
  server.maxConnections = 10_000
  await once(server.listen(port, host), 'listening').catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'EADDRINUSE' ? new StartError(`PORT: ${port} is taken by another process`) : error
  })
  return server
}

/** Stops without losing a request: accepts them for `delay` seconds more, and gives them `timeout` seconds in all. */
export async function drain(server: Server, state: Lifecycle, { delay, timeout }: Record<'delay' | 'timeout', number>) {
  state.stopping = true
  const deadline = setTimeout(() => server.closeAllConnections(), timeout * 1_000)
  await sleep(delay * 1_000)
  state.closing = true
  // http's own close would hang up at once on clients whose request is still on its way.
  const closed = promisify(NetServer.prototype.close).call(server)
  const sweep = setInterval(() => server.closeIdleConnections(), 100)
  await closed
  clearInterval(sweep)
  clearTimeout(deadline)
}

/** Runs `stop` once: on a signal, or on an error that nobody caught. A second signal does not wait for it. */
export function stopOnExit(logger: Logger, stop: () => Promise<void>): void {
  let since = 0
  const begin = () => {
    if (since > 0) return
    since = Date.now()
    // What is still open then, such as a timer of somebody's, keeps nothing alive.
    void stop().finally(() => setTimeout(() => process.exit(), 1_000).unref())
  }

  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      // npm and tsx pass on the Ctrl-C that came here anyway: one so soon is not a second one.
      if (since > 0 && Date.now() - since > 500) process.exit(1)
      begin()
    })
  }
  // Unhandled rejections end up here too.
  process.on('uncaughtException', (error) => {
    logger.fatal({ err: error }, 'nobody caught this')
    process.exitCode = 1
    begin()
  })
}
