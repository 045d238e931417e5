import { copyFile, readFile } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isCurrentNode } from '../../src/tools/node.ts'
import { temporaryFolder } from '../support.ts'
import { inShop, machinePath, run, serve, shop, succeed } from './shop.ts'

const machineIsOld = async () => !isCurrentNode((await run('node', ['--version'])).stdout.slice(1))

describe('a fresh project', () => {
  it('is committed whole, and leaves the tree clean', async () => {
    expect(await succeed('git', ['status', '--porcelain'])).toBe('')
    const files = (await succeed('git', ['ls-files'])).split('\n')
    expect(files).toEqual(
      expect.arrayContaining(['package-lock.json', 'paxx.json', 'AGENTS.md', '.github/workflows/ci.yml']),
    )
    expect(files).not.toContain('.env')
    expect(files.filter((file) => /^(data|node_modules|dist)\//.test(file))).toEqual([])
  })

  it('passes its own tests', async () => {
    await succeed('npm', ['test'])
  })

  it('passes its own checks: types, lint, format', async () => {
    await succeed('npm', ['run', 'check'])
  })

  it('builds, and what is built starts and migrates without its sources', async () => {
    await succeed('npm', ['run', 'build'])
    const { url } = await serve('node', ['dist/main.js'], {
      env: { NODE_ENV: 'production', DATABASE_URL: 'sqlite:data/built.db', DOCS_PASSWORD: '' },
    })
    expect((await fetch(`${url}/docs/`)).status, 'no documentation in production unless asked for').toBe(404)
    expect((await fetch(`${url}/openapi.json`)).status).toBe(404)
  })

  it('does not start in production without its settings, and names them', async () => {
    await succeed('npm', ['run', 'build'])
    const environment = { NODE_ENV: 'production', DATABASE_URL: '', DOCS_PASSWORD: 'short' }
    const { exitCode, stderr } = await run('npx', ['--no-install', 'node', 'dist/main.js'], { env: environment })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^DATABASE_URL: /m)
    expect(stderr).toMatch(/^DOCS_PASSWORD: /m)
    expect(stderr).not.toMatch(/short|\n\s+at /)
  })

  it('stays small: at most 1980 lines of TypeScript outside tests, blank lines and comments aside, and 100 a file', async () => {
    const files = (await succeed('git', ['ls-files', '*.ts'])).split('\n')
    const sources = files.filter((file) => !/\.test\.ts$|^tests\//.test(file))
    const texts = await Promise.all(sources.map((file) => readFile(inShop(file), 'utf8')))
    const lengths = texts.map((text) => text.split('\n').filter((line) => !/^\s*($|\/\/|\/\*\*|\*)/.test(line)).length)
    expect(lengths.reduce((sum, length) => sum + length)).toBeLessThanOrEqual(1980)
    expect(sources.filter((_, at) => lengths[at]! > 100)).toEqual([])
  })

  it('has no secret in what is committed, and imports nothing of paxx', async () => {
    const env = await readFile(inShop('.env'), 'utf8')
    const secrets = [...env.matchAll(/_(?:PASSWORD|SECRET|KEY)=(.+)$/gm)].map(([, secret]) => secret!)
    expect(secrets.length).toBeGreaterThan(0)
    for (const secret of secrets) expect((await run('git', ['grep', '--fixed-strings', '-e', secret])).exitCode).toBe(1)
    expect((await run('git', ['grep', '-nE', `from '(paxx|.*/paxx)`, '--', '*.ts'])).exitCode).toBe(1)
  })

  it('needs no install script of anybody', async () => {
    const lock = JSON.parse(await readFile(inShop('package-lock.json'), 'utf8')) as {
      packages: Record<string, { hasInstallScript?: boolean }>
    }
    const { allowScripts } = JSON.parse(await readFile(inShop('package.json'), 'utf8')) as {
      allowScripts: Record<string, boolean>
    }
    const scripted = Object.entries(lock.packages).flatMap(([name, entry]) => {
      return entry.hasInstallScript ? [name.replace(/^.*node_modules\//, '')] : []
    })
    expect(scripted.filter((name) => !(name in allowScripts))).toEqual([])
    expect(Object.entries(allowScripts).filter(([name, allowed]) => allowed && name !== 'node')).toEqual([])
  })

  it('brings its own Node.js where the machine has an old one, and only there', async () => {
    const { dependencies } = JSON.parse(await readFile(inShop('package.json'), 'utf8')) as {
      dependencies: Record<string, string>
    }
    expect('node' in dependencies).toBe(await machineIsOld())
  })
})

describe('a clone of it', () => {
  it('installs without a warning, runs this paxx, and passes everything', async () => {
    const clone = path.join(await temporaryFolder(), 'clone')
    await succeed('git', ['clone', '--quiet', shop, clone])

    const before = await run('npx', ['paxx', '--version'], { cwd: clone, env: { npm_config_yes: '' } })
    expect(before.exitCode, 'npx fetches no package of that name').not.toBe(0)

    const { exitCode, stderr } = await run('npm', ['ci', '--no-audit', '--no-fund'], { cwd: clone })
    expect(exitCode, stderr).toBe(0)
    expect(warnings(stderr)).toEqual([])

    const { version } = JSON.parse(await readFile(path.join(clone, 'node_modules/paxx/package.json'), 'utf8')) as {
      version: string
    }
    expect(await succeed('npx', ['paxx', '--version'], { cwd: clone })).toBe(version)
    expect(await succeed('npx', ['paxx', 'status', '--check'], { cwd: clone })).toMatch(/^(\d+) of \1 generated files/)
    await succeed('npm', ['test'], { cwd: clone })
    await succeed('npm', ['run', 'check'], { cwd: clone })
    await succeed('npm', ['run', 'build'], { cwd: clone })
    await copyFile(path.join(clone, '.env.example'), path.join(clone, '.env'))
    const { url } = await serve('node', ['dist/main.js'], { cwd: clone })
    expect((await fetch(`${url}/ready`)).status).toBe(200)
  })

  it('works without any script of its dependencies', async () => {
    const clone = path.join(await temporaryFolder(), 'clone')
    await succeed('git', ['clone', '--quiet', shop, clone])
    // Without its script the npm package `node` is empty, so that this takes a machine whose Node.js is current.
    const env = { PATH: [path.dirname(process.execPath), machinePath].join(path.delimiter) }
    const npm = async (...args: string[]) => await succeed('npm', args, { cwd: clone, env })
    await npm('ci', '--ignore-scripts', '--no-audit', '--no-fund')
    await npm('test')
    await npm('run', 'build')
  })
})

/** npm's warnings, but for those about the user's own configuration and the age of the machine's Node.js. */
const warnings = (stderr: string): string[] =>
  stderr.split('\n').filter((line) => /warn/i.test(line) && !/Unknown (user|env) config|EBADENGINE/.test(line))
