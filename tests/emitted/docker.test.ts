import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { only, stagesOf, wordsOf } from '../dockerfile.ts'
import { snapshot } from '../support.ts'
import { build, temporary } from './image.ts'
import { copyOfShop, freePort, succeed } from './shop.ts'

const paxx = async (cwd: string, ...args: string[]) => await succeed('npx', ['--no-install', 'paxx', ...args], { cwd })

describe('a project with docker', () => {
  it('passes everything, and is the plain one again without it, but for what was edited', async () => {
    const cwd = await copyOfShop()
    const before = await snapshot(cwd)
    await paxx(cwd, 'add', 'docker')
    for (const script of ['check', 'test', 'build']) await succeed('npm', ['run', script], { cwd })
    rmSync(path.join(cwd, 'dist'), { recursive: true })
    await paxx(cwd, 'remove', 'docker')
    expect(await snapshot(cwd)).toEqual(before)
  })

  it('gives an image whose stages build, and that migrates and serves as nobody, on what is read-only', async () => {
    const shop = await copyOfShop()
    await paxx(shop, 'add', 'docker')
    await paxx(shop, 'feature', 'create', 'orders', 'total:integer')
    const stages = stagesOf(readFileSync(path.join(shop, 'Dockerfile'), 'utf8'))
    const { image, node } = build(shop, stages)

    const contents = execFileSync('find', ['.', '-maxdepth', '1'], { cwd: image, encoding: 'utf8' })
    expect(contents.trim().split('\n').toSorted()).toEqual(['.', './dist', './node_modules'])
    expect(existsSync(path.join(image, 'node_modules/vitest'))).toBe(false)
    expect(existsSync(path.join(image, 'node_modules/paxx'))).toBe(false)

    const data = folderOfNobody()
    const port = String(await freePort())
    const env = { NODE_ENV: 'production', DATABASE_URL: `sqlite:${data}/shop.db`, PORT: port, PATH: node }
    const start = (words: readonly string[]) =>
      execa(words[0]!, words.slice(1), { cwd: image, env, extendEnv: false, reject: false, all: true, ...nobody })

    const early = await start(['sh', '-c', 'echo x > here'])
    expect(early.exitCode, 'the root is read-only').not.toBe(0)
    const last = stages.at(-1)!
    const healthcheck = wordsOf(only(last, 'HEALTHCHECK')[0]!)
    expect((await start(healthcheck)).exitCode, 'nothing runs yet').toBe(1)

    const migrated = await start(['node', 'dist/scripts/db.js', 'upgrade'])
    expect(migrated.exitCode, migrated.all).toBe(0)
    expect(migrated.all).toContain('create_orders')

    const app = start(wordsOf(only(last, 'CMD')[0]!))
    onTestFinished(() => void app.kill('SIGKILL'))
    await expect.poll(async () => (await start(healthcheck)).exitCode, { timeout: 20_000 }).toBe(0)
    expect((await fetch(`http://localhost:${port}/ready`)).status).toBe(200)
    const created = await fetch(`http://localhost:${port}/orders`, {
      method: 'POST',
      body: '{"total":5}',
      headers: { 'Content-Type': 'application/json' },
    })
    expect(created.status, await created.text()).toBe(201)
    app.kill('SIGTERM')
    expect((await app).exitCode).toBe(0)
  })
})

/** Without the rights of this process, where it has any to lose. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

function folderOfNobody(): string {
  const folder = temporary()
  if (nobody.uid !== undefined) execFileSync('chown', [String(nobody.uid), folder])
  return folder
}
