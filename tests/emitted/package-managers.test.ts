import { copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { parse } from 'yaml'
import { commandsOf, type PackageManager } from '../../src/render/package-manager.ts'
import { stagesOf } from '../dockerfile.ts'
import { launcher, packed } from '../support.ts'
import { build } from './image.ts'
import { machinePath, run, succeed } from './shop.ts'

const isFull = process.env['PACKAGE_MANAGERS'] === 'all'

/** The line by which CI gets it, where that is none of an action. */
const setupOf = (name: PackageManager): string | undefined =>
  /^- run: (.+)$/m.exec(commandsOf(name).ci.setup.join('\n'))?.[1]

type Manager = readonly [title: string, name: PackageManager, setup: string]
const older: readonly Manager[] = [['pnpm 10', 'pnpm', 'npm install --global pnpm@10']]
const managers: readonly Manager[] = [
  ['pnpm 12', 'pnpm', setupOf('pnpm')!],
  ['Yarn 4', 'yarn', setupOf('yarn')!],
  ['bun', 'bun', 'npm install --global bun@1'],
  ...(isFull ? older : []),
]

describe.each(managers)('a project with %s', (_, name, setup) => {
  const { lockfile, prune } = commandsOf(name)
  let folder: string
  let env: Record<string, string>
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'paxx-manager-'))
    const bin = path.join(folder, 'bin')
    await mkdir(bin)
    // A machine whose Node.js is current, and has the package manager as CI would install it.
    await symlink(process.execPath, path.join(bin, 'node'))
    env = { PATH: [bin, machinePath].join(path.delimiter), npm_config_prefix: folder, CI: 'true' }
    await succeed('sh', ['-c', setup], { cwd: folder, env })
    await paxx(folder, 'bootstrap', 'shop', '--package-manager', name, '--with', 'docker')
  }, 600_000)
  afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }))

  const shop = () => path.join(folder, 'shop')
  const inShop = async (...words: string[]) => await succeed(words[0]!, words.slice(1), { cwd: shop(), env })
  const paxx = async (cwd: string, ...args: string[]) =>
    await succeed(process.execPath, [launcher, ...args], { cwd, env })
  const commit = async (message: string) => {
    await inShop('git', 'add', '--all')
    await inShop('git', 'commit', '--quiet', '--message', message)
  }

  const workflowSteps = async () => {
    const workflow = parse(await readFile(path.join(shop(), '.github/workflows/ci.yml'), 'utf8'))
    const lines = (workflow.jobs.check.steps as { run?: string }[]).flatMap((step) => step.run ?? [])
    const steps = lines.filter((line) => !/^(npm install --global|docker) /.test(line))
    expect(steps.length).toBe(4)
    return steps
  }

  it('is committed whole when it is made, and passes the steps of its workflow with a feature', async () => {
    expect(await inShop('git', 'status', '--porcelain')).toBe('')
    expect(await inShop('git', 'ls-files', '--', lockfile, '.yarn', '.pnp.cjs', 'node_modules')).toBe(lockfile)
    expect(await inShop('git', 'config', 'core.hooksPath')).toBe('.githooks')
    await paxx(shop(), 'feature', 'create', 'customers', 'email:email:unique', 'name:string')
    await inShop('git', 'add', '--all')
    await inShop('git', 'commit', '--quiet', '--no-verify', '--message', 'customers')
    for (const step of await workflowSteps()) await inShop('sh', '-c', step)
    expect(await inShop('git', 'status', '--porcelain')).toBe('')
  })

  it.runIf(isFull)('runs paxx, and the hook of its commits', async () => {
    await inShop('npx', 'paxx', 'db', 'upgrade')
    await inShop('npx', 'paxx', 'db', 'check')
    await inShop('npx', 'paxx', 'feature', 'create', 'tags', 'name:string')
    await commit('tags')
    await writeFile(path.join(shop(), 'app.ts'), 'const unused: string = 1\n')
    expect((await run('git', ['commit', '--all', '--message', 'broken'], { cwd: shop(), env })).exitCode).toBe(1)
    await inShop('git', 'checkout', '--quiet', '--', 'app.ts')
  })

  it.runIf(isFull)('passes its workflow in a clone, and runs without what development needs', async () => {
    const cwd = path.join(folder, 'clone')
    await inShop('git', 'clone', '--quiet', '.', cwd)
    for (const step of [...(await workflowSteps()), prune]) await succeed('sh', ['-c', step], { cwd, env })
    expect(await succeed('git', ['status', '--porcelain'], { cwd })).toBe('')
    expect(await readdir(path.join(cwd, 'node_modules'))).not.toContain('vitest')
    await succeed('node', ['dist/scripts/db.js', 'upgrade'], { cwd, env: { ...env, DATABASE_URL: 'sqlite:built.db' } })
  })

  it.runIf(isFull)('gives an image', async () => {
    const { image } = build(shop(), stagesOf(await readFile(path.join(shop(), 'Dockerfile'), 'utf8')), env)
    expect(await readdir(path.join(image, 'node_modules'))).not.toContain('vitest')
    expect(await readdir(path.join(image, 'node_modules'))).toContain('kysely')
    expect(await readdir(path.join(image, 'dist'))).toContain('main.js')
  })

  it.runIf(isFull)('is lived with: fields, extensions and back, and what CI is not to change', async () => {
    const before = await readFile(path.join(shop(), lockfile), 'utf8')
    await inShop('npx', 'paxx', 'field', 'add', 'customers', 'vip:boolean:default=false')
    await inShop('npx', 'paxx', 'add', 'redis')
    expect(await readFile(path.join(shop(), lockfile), 'utf8')).not.toBe(before)
    await inShop('npx', 'paxx', 'db', 'upgrade')
    await inShop('npx', 'paxx', 'check')
    await inShop('npx', 'paxx', 'test', '--', '--silent')
    await commit('redis')
    await inShop('npx', 'paxx', 'remove', 'redis', 'docker')
    await inShop('npx', 'paxx', 'test')
    await inShop('npx', 'paxx', 'doctor')
    await commit('without')
  })

  it.runIf(isFull)('that 0.2.0 made is upgraded, and installed by it', async () => {
    const cwd = path.join(folder, 'old')
    const old = path.join(folder, '0.2.0')
    await mkdir(old)
    await succeed('npm', ['install', '--prefix', old, '--ignore-scripts', '--no-audit', packed('0.2.0')], {
      cwd: old,
      env,
    })
    const before = path.join(old, 'node_modules/paxx/bin/paxx.cjs')
    await succeed('node', [before, 'bootstrap', 'old', '--package-manager', name, '--no-install'], { cwd: folder, env })
    await succeed('node', [before, 'feature', 'create', 'orders', 'total:integer'], { cwd, env })
    await succeed('git', ['add', '--all'], { cwd })
    await succeed('git', ['commit', '--quiet', '--no-verify', '--message', 'orders'], { cwd })
    await copyFile(inject('tarball'), path.join(folder, 'paxx-new.tgz'))
    await succeed('npx', ['--yes', '--package', '../paxx-new.tgz', 'paxx', 'upgrade'], { cwd, env })
    await succeed('npx', ['paxx', 'check'], { cwd, env })
    await succeed('npx', ['paxx', 'test'], { cwd, env })
  })
})
