import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { lockFolder } from './pglite-lock.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'pglite-lock-'))
const data = path.join(folder, 'data')
afterAll(() => rmSync(folder, { recursive: true }))

describe('lockFolder', () => {
  it('lets one in at a time', async () => {
    const unlock = await lockFolder(data)
    expect(readFileSync(`${data}.lock`, 'utf8')).toBe(String(process.pid))
    await expect(lockFolder(data, 100)).rejects.toThrow(`Process ${process.pid} uses`)

    const next = lockFolder(data)
    unlock()
    ;(await next)()
    expect(existsSync(`${data}.lock`)).toBe(false)
  })

  it('takes over from a process that ended, and from none that runs', async () => {
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    writeFileSync(`${data}.lock`, String(other.pid))
    await expect(lockFolder(data, 100)).rejects.toThrow(`Process ${other.pid} uses`)

    other.kill('SIGKILL')
    await once(other, 'exit')
    ;(await lockFolder(data, 100))()
  })
})
