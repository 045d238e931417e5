import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { snapshot } from '../support.ts'
import { ask, hasRedis, redisShop, startRedis, withRedis } from './redis.ts'
import { emptyDatabase, testable, testEnv } from './servers.ts'
import { copyOfShop, run, serve, succeed } from './shop.ts'
import { write } from './written.ts'

const isServed = await hasRedis()

describe.skipIf(!isServed).each(testable)('a project with Redis on %s', (database) => {
  it('passes its tests in memory and on a Redis, and its build starts', async () => {
    const redis = await startRedis()
    const cwd = await write(withRedis(database), await redisShop(database))
    await succeed('npm', ['test'], { cwd, env: { ...testEnv(database), REDIS_URL: redis.url } })
    await succeed('npm', ['run', 'build'], { cwd })
    const DATABASE_URL = await emptyDatabase(database)
    if (DATABASE_URL === undefined) return

    const env = { NODE_ENV: 'production', DATABASE_URL }
    const { exitCode, stderr } = await run('npx', ['--no-install', 'node', 'dist/main.js'], { cwd, env })
    expect([exitCode, stderr]).toEqual([1, expect.stringMatching(/^REDIS_URL: expected redis:/m)])
    const { url } = await serve('node', ['dist/main.js'], { cwd, env: { ...env, REDIS_URL: redis.url } })
    expect(await ask(`${url}/ready`)).toMatchObject({ status: 200, body: '{"status":"ok"}' })
  })
})

describe('adding Redis and removing it', () => {
  it('leaves the project as it was', async () => {
    const cwd = await copyOfShop()
    await succeed('git', ['init', '--quiet'], { cwd })
    const tree = async () =>
      Object.fromEntries(Object.entries(await snapshot(cwd)).filter(([file]) => !/^(\.git|node_modules)\b/.test(file)))
    const before = await tree()
    await succeed('npx', ['--no-install', 'paxx', 'add', 'redis', '--no-install'], { cwd })
    expect(await readFile(path.join(cwd, 'core/cache.ts'), 'utf8')).toContain('cached')
    await succeed('npx', ['--no-install', 'paxx', 'remove', 'redis', '--no-install'], { cwd })
    expect(await tree()).toEqual(before)
  })

  it('needs no install script', async () => {
    const lock = JSON.parse(await readFile(path.join(await redisShop(), 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>
    }
    const scripted = Object.keys(lock.packages).filter((name) => lock.packages[name]!.hasInstallScript)
    expect(scripted.map((name) => name.replace(/^.*node_modules\//, '')).toSorted()).toEqual(
      expect.not.arrayContaining(['ioredis', 'lru-cache', 'rate-limiter-flexible', 'denque', 'debug']),
    )
  })

  it('shows its URL without the password', async () => {
    const env = { REDIS_URL: 'redis://me:s3cret@localhost:1' }
    const shown = await succeed('npm', ['run', '--silent', 'config'], { cwd: await redisShop(), env })
    expect(shown).toContain('redis://***@localhost:1')
    expect(shown).not.toContain('s3cret')
  })
})
