import { readFile } from 'node:fs/promises'
import { connect, createServer, type Server, type Socket } from 'node:net'
import path from 'node:path'
import { createSecureContext, TLSSocket } from 'node:tls'
import { onTestFinished } from 'vitest'
import { temporaryFolder } from '../support.ts'
import { freePort, succeed } from './shop.ts'

/** A PostgreSQL that takes encrypted connections alone, by a certificate that nobody has signed; gives its URL. */
export async function openTls(target: string): Promise<string> {
  const cwd = await temporaryFolder()
  const subject = ['-subj', '/CN=nobody', '-days', '1', '-nodes', '-keyout', 'key.pem', '-out', 'cert.pem']
  await succeed('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', ...subject], {
    cwd,
  })
  const [key, cert] = await Promise.all(['key.pem', 'cert.pem'].map((file) => readFile(path.join(cwd, file))))
  const secureContext = createSecureContext({ key: key!, cert: cert! })
  const port = await freePort()
  const server = createServer((socket) => {
    // Who asks for no encryption begins with something else.
    socket.once('data', (said) => {
      if (!said.equals(sslRequest)) return void socket.destroy()
      socket.write('S')
      join(new TLSSocket(socket, { isServer: true, secureContext }), target)
    })
  })
  await listen(server, { port, host: '127.0.0.1' })
  const url = Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(port) })
  url.searchParams.set('sslmode', 'require')
  return url.href
}

/** https://www.postgresql.org/docs/current/protocol-message-formats.html */
const sslRequest = Buffer.from([0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f])

/** A PostgreSQL that is reached by a socket in a folder; gives its URL. */
export async function openSocket(target: string): Promise<string> {
  const folder = await temporaryFolder()
  await listen(
    createServer((socket) => join(socket, target)),
    { path: path.join(folder, '.s.PGSQL.5432') },
  )
  const url = new URL(target)
  return `${url.protocol}//${url.username}${url.password && `:${url.password}`}@${url.pathname}?host=${folder}`
}

async function listen(server: Server, where: object): Promise<void> {
  await new Promise<void>((resolve) => server.listen(where, resolve))
  onTestFinished(() => void server.close())
}

function join(near: Socket, target: string): void {
  const { hostname, port } = new URL(target)
  const far = connect(Number(port || 5432), hostname)
  for (const [from, to] of [
    [near, far],
    [far, near],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
  }
}
