import { connect, createServer, type Server, type Socket } from 'node:net'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Proxy {
  /** The URL with which the server is reached by way of it. */
  readonly url: string
  /** Refuses connections, and resets those that there are. */
  down(): Promise<void>
  /** Takes connections and passes on nothing. */
  freeze(): void
  /** Holds back everything that is passed on for so long. */
  delay(ms: number): void
  /** Passes on everything again. */
  up(): Promise<void>
}

/** Stands between a program and a server, and breaks what it is told to. */
export async function openProxy(target: string): Promise<Proxy> {
  const { hostname, port } = new URL(target)
  const sockets = new Set<Socket>()
  let [frozen, wait] = [false, 0]

  const pass = (from: Socket, to: Socket) => {
    from.on('data', (chunk) => {
      const send = () => void (to.destroyed || to.write(chunk))
      const sendUnlessFrozen = () => void (frozen ? setTimeout(sendUnlessFrozen, 20) : send())
      setTimeout(sendUnlessFrozen, wait)
    })
    from.on('close', () => to.destroy())
    from.on('error', () => to.destroy())
    sockets.add(from)
  }
  const open = (): Server =>
    createServer((near) => {
      const far = connect(Number(port || 5432), hostname)
      pass(near, far)
      pass(far, near)
    })

  let server = open()
  const listen = async (on: number) => await new Promise<void>((resolve) => server.listen(on, '127.0.0.1', resolve))
  await listen(0)
  const own = (server.address() as AddressInfo).port
  const cut = () => {
    for (const socket of sockets) socket.resetAndDestroy()
    sockets.clear()
  }
  onTestFinished(() => {
    frozen = false
    cut()
    server.close()
  })
  return {
    url: Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(own) }).href,
    async down() {
      cut()
      await new Promise((resolve) => server.close(resolve))
    },
    freeze: () => void (frozen = true),
    delay: (ms) => void (wait = ms),
    async up() {
      ;[frozen, wait] = [false, 0]
      if (server.listening) return
      server = open()
      await listen(own)
    },
  }
}
