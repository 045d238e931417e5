import { accessSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import path from 'node:path'
import { execa } from 'execa'
import { expect, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support.ts'
import { freePort } from './shop.ts'

// Debian puts it where only root looks.
const program = '/usr/sbin/pgbouncer'

/** Whether there is one to test with. */
export function hasPgbouncer(): boolean {
  try {
    accessSync(program)
    return true
  } catch {
    // oxlint-disable-next-line no-console -- who skips it should know
    console.warn(`There is no ${program}: the test behind it is skipped`)
    return false
  }
}

/** A PgBouncer that gives each transaction one of two connections to the server of a URL; gives its own. */
export async function openPgbouncer(target: string): Promise<string> {
  const { hostname, port, username, password } = new URL(target)
  const own = await freePort()
  const file = path.join(await temporaryFolder(), 'pgbouncer.ini')
  const login = `user=${username}${password && ` password=${decodeURIComponent(password)}`}`
  await writeFile(
    file,
    `[databases]
* = host=${hostname} port=${port || '5432'} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${own}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 2
`,
  )
  // As root it would not run.
  const bouncer = execa(program, [...(process.getuid?.() === 0 ? ['-u', 'nobody'] : []), file], { reject: false })
  onTestFinished(async () => {
    bouncer.kill()
    await bouncer
  })
  const answers = () =>
    new Promise<boolean>((resolve) => {
      const socket = connect(own, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
  await expect.poll(answers, { timeout: 10_000 }).toBe(true)
  return Object.assign(new URL(target), { hostname: '127.0.0.1', port: String(own) }).href
}
