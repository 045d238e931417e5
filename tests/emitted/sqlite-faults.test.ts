import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Answers } from '../../src/render/answers.ts'
import { addFeature } from '../../src/render/features/add.ts'
import { temporaryFolder } from '../support.ts'
import { ask } from './faults.ts'
import { scenarios } from './scenarios.ts'
import { serve, succeed } from './shop.ts'
import { base, write } from './written.ts'

const mount = (...options: string[]): boolean => spawnSync('mount', options).status === 0

const mayMount = ((): boolean => {
  const probe = mkdtempSync(path.join(tmpdir(), 'paxx-mount-'))
  const mounted = mount('-t', 'tmpfs', 'paxx', probe)
  if (mounted) spawnSync('umount', [probe])
  rmSync(probe, { recursive: true })
  return mounted
})()

let cwd: string
let removeShop = () => {}
afterAll(() => removeShop())
beforeAll(async () => {
  const { ids, features } = scenarios['the two of the contract']!
  const start: Answers = { ...base, ids }
  const answers = features.reduce((sum, request) => addFeature(sum, request).answers, start)
  cwd = await write(answers, undefined, (remove) => void (removeShop = remove))
  await succeed('npm', ['run', 'build'], { cwd })
}, 120_000)

const production = (file: string) => ({ NODE_ENV: 'production', DATABASE_URL: `sqlite:${file}` })
const migrate = (file: string) =>
  succeed('npx', ['--no-install', 'node', 'dist/scripts/db.js', 'upgrade'], { cwd, env: production(file) })
const serveOn = (file: string) => serve('node', ['dist/main.js'], { cwd, env: production(file) })

let count = 0
async function create(url: string): Promise<{ status: number; retryAfter: string | null }> {
  const { status, headers } = await fetch(`${url}/customers`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ name: 'Ada', email: `ada${count++}@example.com` }),
  })
  return { status, retryAfter: headers.get('Retry-After') }
}

describe('a lock of another process', () => {
  it('stops no read, and no write for longer than five seconds', async () => {
    await migrate('data/locked.db')
    const { url } = await serveOn('data/locked.db')
    const other = new DatabaseSync(path.join(cwd, 'data/locked.db'))
    other.exec('begin immediate')

    const state = { refused: false }
    const refused = Promise.all([1, 2, 3, 4, 5, 6, 7, 8].map(() => create(url))).finally(() => (state.refused = true))
    const reads = ['/health', '/ready', '/customers']
    let answers = 0
    while (!state.refused) {
      for (const read of reads) expect((await ask(url + read)).status, read).toBe(200)
      answers++
    }
    expect(await refused).toEqual(Array.from({ length: 8 }, () => ({ status: 503, retryAfter: '1' })))
    expect(answers).toBeGreaterThan(10)

    const waiting = [create(url), create(url)]
    expect((await ask(`${url}/customers`)).status).toBe(200)
    other.exec('rollback')
    other.close()
    expect((await Promise.all(waiting)).map(({ status }) => status)).toEqual([201, 201])
  }, 30_000)
})

it('keeps each row that was answered with 201, though one of two processes is killed while both write', async () => {
  const file = 'data/killed.db'
  await migrate(file)
  const servers = await Promise.all([serveOn(file), serveOn(file)])
  const acknowledged = [new Set<string>(), new Set<string>()]
  const writes = servers.flatMap(({ url }, at) =>
    Array.from({ length: 500 }, async (_, number) => {
      const email = `row${number}@process${at}.example.com`
      const answer = await fetch(`${url}/customers`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: 'Ada', email }),
      }).catch(() => undefined)
      if (answer?.status === 201) acknowledged[at]!.add(email)
    }),
  )
  const [killed, other] = acknowledged as [Set<string>, Set<string>]
  await expect.poll(() => killed.size, { interval: 1, timeout: 20_000 }).toBeGreaterThan(50)
  servers[0]!.process.kill('SIGKILL')
  await Promise.all(writes)
  expect(killed.size).toBeLessThan(500)
  expect(other.size).toBeGreaterThan(0)

  const database = new DatabaseSync(path.join(cwd, file))
  expect(database.prepare('pragma integrity_check').all()).toEqual([{ integrity_check: 'ok' }])
  const kept = new Set(
    database
      .prepare('select email from customers')
      .all()
      .map(({ email }) => email),
  )
  database.close()
  expect([...killed, ...other].filter((email) => !kept.has(email))).toEqual([])
  expect((await create(servers[1]!.url)).status).toBe(201)
}, 60_000)

const unavailable = { status: 503, retryAfter: '1' }

describe('a database that cannot be used', () => {
  it.each([
    ['is none', (file: string) => writeFileSync(file, 'not a database'.repeat(100)), /cannot read .*not a database/],
    [
      'has broken pages',
      (file: string) => {
        const content = readFileSync(file)
        writeFileSync(file, content.fill(7, 4096))
      },
      /cannot read .*malformed/,
    ],
    ['is a folder', (file: string) => mkdirSync(file), /does not answer: unable to open/],
  ])('is told in one line where it %s, and answered with 503', async (name, spoil, line) => {
    const file = `data/${name.replaceAll(' ', '-')}.db`
    if (name.includes('pages')) await migrate(file)
    mkdirSync(path.join(cwd, 'data'), { recursive: true })
    spoil(path.join(cwd, file))
    const { url, log } = await serveOn(file)
    expect(log()).toMatch(line)
    expect(log()).not.toContain('    at ')
    for (const read of ['/ready', '/customers']) expect(await ask(url + read), read).toMatchObject(unavailable)
    expect(await create(url)).toEqual(unavailable)
    expect((await ask(`${url}/health`)).status).toBe(200)
  })

  it.skipIf(!mayMount)('goes on reading on a full disk, and writes again once there is room', async () => {
    const disk = await temporaryFolder()
    mount('-t', 'tmpfs', '-o', 'size=1m', 'paxx', disk)
    onTestFinished(() => void spawnSync('umount', [disk]))
    const file = path.join(disk, 'full.db')
    await migrate(file)
    const { url } = await serveOn(file)
    expect((await create(url)).status).toBe(201)

    const ballast = path.join(disk, 'ballast')
    spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k'])
    await expect.poll(() => create(url)).toEqual(unavailable)
    expect(await ask(`${url}/ready`)).toMatchObject(unavailable)
    expect((await ask(`${url}/customers`)).status).toBe(200)

    const { log } = await serveOn(file)
    expect(log()).toMatch(/is full: database or disk is full: make room/)
    rmSync(ballast)
    expect((await create(url)).status).toBe(201)
  })

  it.skipIf(!mayMount)('is told where nothing may be written', async () => {
    const disk = await temporaryFolder()
    mount('-t', 'tmpfs', '-o', 'size=1m', 'paxx', disk)
    onTestFinished(() => void spawnSync('umount', [disk]))
    const file = path.join(disk, 'read-only.db')
    await migrate(file)
    mount('-o', 'remount,ro', disk)
    const { url, log } = await serveOn(file)
    expect(log()).toMatch(/this process may read and write|this process must be allowed to write/)
    expect(log()).not.toContain('    at ')
    expect(await ask(`${url}/ready`)).toMatchObject(unavailable)
    expect(await create(url)).toEqual(unavailable)
  })
})
