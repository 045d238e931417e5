import { connect } from 'node:net'

export interface Load {
  readonly answers: number
  readonly failures: number
  readonly perSecond: number
}

/** A request, of which each connection may send its own. */
export interface Request {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: (connection: number) => string
  readonly body?: object
}

/**
 * Sends one request after the other on each of some connections that it keeps alive. It reads no more of an answer than
 * its status and its length, on bare sockets and without pipelining, so that it has time to spare.
 */
export async function load(port: number, request: Request, connections: number, seconds: number): Promise<Load> {
  const counts = { answers: 0, failures: 0 }
  const started = performance.now()
  const until = started + seconds * 1_000
  const stop = stayAwake()
  const conversations = Array.from({ length: connections }, (_, n) => converse(port, print(request, n), until, counts))
  await Promise.all(conversations)
  stop()
  return { ...counts, perSecond: (counts.answers / (performance.now() - started)) * 1_000 }
}

function print({ method, path, body }: Request, connection: number): Buffer {
  const head = `${method} ${path(connection)} HTTP/1.1\r\nHost: localhost\r\n`
  if (!body) return Buffer.from(`${head}\r\n`)
  const json = JSON.stringify(body)
  return Buffer.from(
    `${head}Content-Type: application/json\r\nContent-Length: ${Buffer.byteLength(json)}\r\n\r\n${json}`,
  )
}

/** A process that sleeps is woken up by each answer, at the server's cost: the slower the server, the more often. */
function stayAwake(): () => void {
  let immediate = setImmediate(spin)
  function spin() {
    immediate = setImmediate(spin)
  }
  return () => clearImmediate(immediate)
}

async function converse(port: number, request: Buffer, until: number, counts: { answers: number; failures: number }) {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(request))
    socket.setNoDelay()
    let missing = 0
    socket.on('data', (chunk: Buffer) => {
      const first = missing === 0
      missing = (first ? lengthOf(chunk) : missing) - chunk.length
      if (first && chunk.toString('latin1', 9, 11) !== '20') counts.failures++
      if (missing > 0) return
      counts.answers++
      if (performance.now() < until) socket.write(request)
      else socket.end()
    })
    socket.on('error', () => counts.failures++)
    socket.on('close', () => resolve())
  })
}

/** How many bytes an answer has, by its first chunk, which must hold all of its headers. */
function lengthOf(chunk: Buffer): number {
  const head = chunk.indexOf('\r\n\r\n')
  const [, length] = /^content-length: (\d+)/im.exec(chunk.toString('latin1', 0, head)) ?? []
  if (head < 0 || !length) throw new Error(`an answer of a form that is not expected: ${chunk.toString()}`)
  return head + 4 + Number(length)
}
