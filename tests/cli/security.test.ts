import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { createTarGzip, parseTarGzip } from 'nanotar'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { packed, paxx, paxxJson, snapshot } from '../support.ts'

let folder: string
let marks: string
let shop: string
let PATH: string
const at = (...parts: string[]) => path.join(shop, ...parts)
const ran = async () => (await readdir(marks)).toSorted()

/** Code that says that it ran, and by what. */
const mark = (name: string) =>
  `require('node:fs').writeFileSync(${JSON.stringify(path.join(marks, name.replaceAll(/\W/g, '-')))}, '')\n`
const moduleMark = (name: string) => `import { createRequire } from 'node:module'
const require = createRequire(import.meta.url)
${mark(name)}`

async function plant(file: string, text: string): Promise<void> {
  await mkdir(path.dirname(at(file)), { recursive: true })
  await writeFile(at(file), text)
  await chmod(at(file), 0o755)
}
const plantScript = async (file: string, name = file) =>
  await plant(file, `#!/bin/sh\n: > '${marks}/${path.basename(name)}'\n`)

/** A paxx that is none. */
const pretend = async (version: string) => {
  const manifest = JSON.stringify({ name: 'paxx', version, dependencies: { oxfmt: '0.75.0' } })
  const files = { 'package.json': manifest, 'bin/paxx.cjs': mark('paxx') }
  const entries = Object.entries(files).map(([name, data]) => ({ name: `package/${name}`, data }))
  return { files, tarball: await createTarGzip(entries) }
}

const tools = ['git', 'npm', 'npx', 'pnpm', 'yarn', 'bun', 'node', 'tsx', 'sh', 'oxfmt', 'vi'] as const

/** A project as it comes from a stranger: in every place where something may name a program, one that leaves a mark. */
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'paxx-security-'))
  marks = path.join(folder, 'marks')
  shop = path.join(folder, 'shop')
  await mkdir(marks)
  await paxx(['bootstrap', 'shop', '--no-install'], { cwd: folder })
  await paxx(['feature', 'create', 'customers', 'name:string'], { cwd: shop })

  for (const tool of tools) await plantScript(`node_modules/.bin/${tool}`, tool)
  PATH = [at('node_modules/.bin'), process.env['PATH']!].join(path.delimiter)
  await plantScript('evil.sh')
  await plant('evil.cjs', `${mark('evil')}module.exports = { content: [], hooks: {} }\n`)
  await plant('.pnpmfile.cjs', mark('pnpmfile'))
  await appendFile(
    at('.npmrc'),
    `\nscript-shell=${at('evil.sh')}\nnode-options=--require ${at('evil.cjs')}\ngit=${at('evil.sh')}\n`,
  )
  await plant('.yarnrc.yml', 'yarnPath: ./evil.cjs\n')
  await plant('.yarnrc', 'yarn-path "./evil.cjs"\n')
  await plant('.gitattributes', '* filter=evil diff=evil merge=evil\n')
  await plant('.env', `NODE_OPTIONS=--require ${at('evil.cjs')}\nPATH=${at('node_modules/.bin')}\n`)
  await plant('.editorconfig', 'root = true\n')
  const config = {
    semi: false,
    ...tailwind(),
    overrides: [{ files: ['**'], options: tailwind() }],
    plugins: ['./evil.cjs'],
  }
  await plant('.oxfmtrc.json', JSON.stringify(config))
  for (const file of ['vite.config.ts', 'vitest.config.ts', 'settings.ts', 'main.ts', 'app.ts', 'seeds/one.ts']) {
    await plant(file, moduleMark(file))
  }
  for (const file of [
    'features/customers/models.ts',
    'features/customers/commands.ts',
    'migrations/20260101000000_evil.ts',
  ]) {
    await plant(file, moduleMark(file))
  }
  await plant('tsconfig.json', JSON.stringify({ extends: './evil.cjs' }))
  const manifest = JSON.parse(await readFile(at('package.json'), 'utf8')) as { scripts: Record<string, string> }
  const names = ['preinstall', 'install', 'postinstall', 'prepare', 'status', 'doctor', 'version', '$(./evil.sh)']
  for (const name of names) manifest.scripts[name] = './evil.sh'
  await plant('package.json', JSON.stringify(manifest))
  await execa('git', ['add', '--all', '--force'], { cwd: shop })
  await execa('git', ['commit', '--quiet', '--no-verify', '--message', 'more'], { cwd: shop })
  await execa('cp', ['-a', 'shop', 'as-it-came'], { cwd: folder })
}, 120_000)
afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }))

beforeEach(async () => {
  await execa('rm', ['-rf', shop, marks])
  await execa('cp', ['-a', 'as-it-came', 'shop'], { cwd: folder })
  await mkdir(marks)
}, 60_000)

const tailwind = () => ({ sortTailwindcss: { config: './evil.cjs', functions: ['it', 'describe', 'string', 'get'] } })

const run = async (...args: string[]) => await paxx(args, { cwd: shop, env: { PATH, EDITOR: 'vi' } })

/** What any command may be asked in a clone. */
const harmless = [
  ['--version'],
  ['--help'],
  ['status', '--all'],
  ['diff'],
  ['templates', 'list'],
  ['upgrade', '--check'],
  ['upgrade', '--dry-run'],
  ['doctor'],
  ['extensions'],
  ['extensions', 'info', 'docker'],
  ['feature', 'list'],
  ['render'],
  ['complete', '--', ''],
  ['start', '--dry-run'],
  ['routes', '--dry-run'],
  ['run', 'customers:x', '--dry-run'],
  ['db', 'upgrade', '--dry-run', '--yes'],
  ['test', '--dry-run'],
  ['feature', 'create', 'orders', 'total:integer', '--dry-run', '--conflicts', 'markers'],
  ['add', 'docker', '--dry-run', '--conflicts', 'markers'],
  ['add', 'docker', '--no-install', '--conflicts', 'markers'],
  ['feature', 'create', 'orders', 'total:integer', '--conflicts', 'markers'],
]

describe('a project that somebody else wrote', () => {
  it('has nothing of it run by commands that look at it, or write into it', async () => {
    for (const args of harmless) {
      await run(...args)
      expect({ args, ran: await ran() }).toEqual({ args, ran: [] })
    }
    expect((await run('complete', '--', '')).stdout).not.toContain('evil')
    expect(await readFile(at('features/orders/routes.ts'), 'utf8')).toContain('orders')
  })

  it('has its scripts run by commands that are asked to', async () => {
    await run('start', '--no-reload')
    expect(await ran()).toContain('tsx')
  })

  it('has the dependencies that are committed named, and not run', async () => {
    const { stdout } = await run('doctor')
    expect(stdout).toMatch(/! dependencies: committed, not installed here/)
    expect(await ran()).toEqual([])
  })

  it('has no say in which package manager answers', async () => {
    const answers = JSON.parse(await readFile(at('paxx.json'), 'utf8')) as object
    for (const packageManager of ['pnpm', 'yarn', 'bun']) {
      await writeFile(at('paxx.json'), JSON.stringify({ ...answers, packageManager }))
      await run('doctor')
      expect({ packageManager, ran: await ran() }).toEqual({ packageManager, ran: [] })
    }
  })

  it('is no git repository because files in it look like one', async () => {
    const inner = 'inner'
    await plant(`${inner}/HEAD`, 'ref: refs/heads/main\n')
    await plant(
      `${inner}/config`,
      `[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = ${at(inner)}\n\tfsmonitor = ${at('evil.sh')}\n`,
    )
    for (const name of ['objects', 'refs']) await mkdir(at(inner, name))
    const answers = JSON.parse(await readFile(at('paxx.json'), 'utf8')) as object
    await plant(`${inner}/paxx.json`, JSON.stringify({ ...answers, paxx: '0.1.0' }))

    await execa('git', ['status'], { cwd: at(inner), reject: false })
    expect(await ran()).toContain('evil.sh')
    await execa('rm', [path.join(marks, 'evil.sh')])
    const { stderr } = await paxx(['upgrade', '--dry-run'], { cwd: at(inner), env: { PATH } })
    expect(stderr).toContain('git repository')
    expect(await ran()).toEqual([])
  })
})

describe('a paxx that came with a project', () => {
  const version = '0.1.0' as const
  const compared = [['status'], ['diff'], ['templates', 'list'], ['upgrade', '--dry-run'], ['upgrade', '--no-install']]

  beforeEach(async () => {
    const answers = JSON.parse(await readFile(at('paxx.json'), 'utf8')) as object
    await writeFile(at('paxx.json'), JSON.stringify({ ...answers, paxx: version }))
    const { files, tarball } = await pretend(version)
    for (const [file, text] of Object.entries(files)) await plant(`node_modules/paxx/${file}`, text)
    await writeFile(at(`vendor/paxx-${version}.tgz`), tarball)
    await execa('git', ['add', '--all', '--force'], { cwd: shop })
    await execa('git', ['commit', '--quiet', '--no-verify', '--message', 'paxx'], { cwd: shop })
  }, 60_000)

  it('is not run, and what to do is said, and nothing is written', async () => {
    const before = await snapshot(shop)
    for (const args of compared) {
      const { json } = await paxxJson(args, { cwd: shop, env: { PATH } })
      const hint = expect.stringMatching(args[0] === 'upgrade' ? /--trust$/ : /--trust, or ask it yourself: npx paxx/)
      expect(json).toMatchObject({ ok: false, error: { code: 'PAXX_UNTRUSTED', hint } })
      expect({ args, ran: await ran() }).toEqual({ args, ran: [] })
    }
    expect(await snapshot(shop)).toEqual(before)
  })

  it('is run by --trust', async () => {
    await run('status', '--trust')
    expect(await ran()).toContain('paxx')
  })

  it('is run as it was released, though what is installed is another, and says what it wrote', async () => {
    await writeFile(at(`vendor/paxx-${version}.tgz`), await readFile(packed(version)))
    const { exitCode, stdout, stderr } = await run('status')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(stdout).toMatch(/^edited +settings\.ts$/m)
    expect(await ran()).toEqual([])
  })

  it('is not what was released with one file changed, or one more', async () => {
    const entries = await parseTarGzip(await readFile(packed(version)))
    const hostile = { name: 'package/bin/paxx.cjs', data: mark('changed') }
    const changed = [...entries.filter(({ name }) => name !== hostile.name), hostile]
    for (const files of [changed, [...entries, hostile], [...entries, { name: 'package/dist/more.js', data: '' }]]) {
      await writeFile(at(`vendor/paxx-${version}.tgz`), await createTarGzip(files))
      const { json } = await paxxJson(['status'], { cwd: shop, env: { PATH } })
      expect(json).toMatchObject({ ok: false, error: { code: 'PAXX_UNTRUSTED' } })
      expect(await ran()).toEqual([])
    }
  })
})
