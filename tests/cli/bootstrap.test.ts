import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { paxx, paxxJson, repo, snapshot, temporaryFolder, withNode, withProgram } from '../support.ts'

const bare = ['--no-install', '--no-git']
const contents = async (folder: string, ...names: string[]) =>
  await Promise.all(names.map((name) => readFile(path.join(folder, name), 'utf8')))

describe('paxx bootstrap', () => {
  it('plans, with --dry-run, just what it then writes', async () => {
    const cwd = await temporaryFolder()
    const planned = await paxxJson(['bootstrap', 'shop', '--dry-run'], { cwd })
    expect(await readdir(cwd)).toEqual([])

    const written = await paxxJson(['bootstrap', 'shop', ...bare], { cwd })
    expect(written.json).toMatchObject({ ok: true, command: 'bootstrap', changes: planned.json['changes'] })
    const files = Object.entries(await snapshot(path.join(cwd, 'shop'))).filter(([, found]) => found.startsWith('file'))
    expect(files.map(([name]) => name).toSorted()).toEqual(
      written.json['changes'].map((change: { path: string }) => change.path).toSorted(),
    )
    expect(new Set(written.json['changes'].map((change: { status: string }) => change.status))).toEqual(
      new Set(['create']),
    )
  })

  it('counts the files that it wrote, and lists them with --verbose', async () => {
    const cwd = await temporaryFolder()
    const { stdout } = await paxx(['bootstrap', 'shop', ...bare], { cwd })
    expect(stdout).toMatch(/^shop is in .+shop: \d\d files\.\n/)
    expect(stdout).not.toContain('create')
    expect(stdout).toMatch(/Next:\n {2}cd shop\n {2}npm install\n {2}npx paxx db upgrade\n {2}npx paxx start$/)
    const { stdout: listed } = await paxx(['bootstrap', 'store', '--verbose', ...bare], { cwd })
    expect(listed).toMatch(/^ +create {2}app\.ts$/m)
  })

  it('shows the files with --diff', async () => {
    const { stdout } = await paxx(['bootstrap', 'shop', '--dry-run', '--diff'], { cwd: await temporaryFolder() })
    expect(stdout).toContain('--- /dev/null\n+++ b/app.ts\n')
    expect(stdout).toMatch(/^ +create {2}app\.ts$/m)
    expect(stdout).toContain('Binary files /dev/null and b/vendor/')
    expect(stdout).toContain('Nothing was written.')
  })

  it('writes the same bytes each time, but for the secrets', async () => {
    const cwd = await temporaryFolder()
    for (const parent of ['a', 'b']) {
      await mkdir(path.join(cwd, parent))
      await paxx(['bootstrap', 'shop', ...bare], { cwd: path.join(cwd, parent) })
    }
    const [a, b] = [await snapshot(path.join(cwd, 'a/shop')), await snapshot(path.join(cwd, 'b/shop'))]
    expect(a['.env']).not.toBe(b['.env'])
    expect({ ...a, '.env': '' }).toEqual({ ...b, '.env': '' })
  })

  it('keeps the secrets to the user, and gives scripts their bit', async () => {
    const cwd = await temporaryFolder()
    await paxx(['bootstrap', 'shop', ...bare], { cwd })
    const mode = async (file: string) => ((await stat(path.join(cwd, 'shop', file))).mode & 0o777).toString(8)
    expect([await mode('.env'), await mode('.githooks/pre-commit'), await mode('app.ts')]).toEqual([
      '600',
      '755',
      '644',
    ])

    const [env, example] = await contents(path.join(cwd, 'shop'), '.env', '.env.example')
    expect(example).toMatch(/^DOCS_PASSWORD=$/m)
    expect(env).toMatch(/^DOCS_PASSWORD=[\w-]{43}$/m)
    await execa('git', ['init', '--quiet'], { cwd: path.join(cwd, 'shop') })
    await execa('git', ['check-ignore', '.env', 'node_modules', 'dist', 'data'], { cwd: path.join(cwd, 'shop') })
  })

  it('ends every text file with a newline, and no line with a space or a carriage return', async () => {
    const cwd = await temporaryFolder()
    const { json } = await paxxJson(['bootstrap', 'shop', ...bare], { cwd })
    for (const { path: file } of json['changes'] as { path: string }[]) {
      if (file.endsWith('.tgz')) continue
      const [text] = await contents(path.join(cwd, 'shop'), file)
      expect(text, file).toMatch(/\n$/)
      expect(text, file).not.toMatch(/[ \t\r]$/m)
    }
  })

  it('gives what `paxx render` prints', async () => {
    const cwd = await temporaryFolder()
    await paxx(['bootstrap', 'shop', ...bare], { cwd })
    const { json } = await paxxJson(['render'], { cwd: path.join(cwd, 'shop', 'core') })
    for (const { path: file, content } of json['files']) {
      expect(await contents(path.join(cwd, 'shop'), file), file).toEqual([content])
    }
  })

  it('commits everything once, on main, and leaves a clean tree', async () => {
    const cwd = await temporaryFolder()
    await paxx(['bootstrap', 'shop', '--no-install'], { cwd })
    const git = async (...args: string[]) => (await execa('git', args, { cwd: path.join(cwd, 'shop') })).stdout
    expect(await git('status', '--porcelain')).toBe('')
    expect(await git('log', '--format=%s')).toMatch(/^Bootstrap shop with paxx \d/)
    expect(await git('branch', '--show-current')).toBe('main')
    expect(await git('ls-files', '.env')).toBe('')
  })

  it('sets the hooks of its own repository and of its worktrees, and never of one around it', async () => {
    const cwd = await temporaryFolder()
    await paxx(['bootstrap', 'shop', '--no-install'], { cwd })
    await execa('git', ['worktree', 'add', '--quiet', '../tree'], { cwd: path.join(cwd, 'shop') })
    await execa('git', ['init', '--quiet'], { cwd })
    await paxx(['bootstrap', 'apps/shop', ...bare], { cwd })
    const hooksIn = async (folder: string) =>
      (await execa('git', ['config', 'core.hooksPath'], { cwd: folder, reject: false })).stdout
    const prepared = async (folder: string) => {
      await execa('npm', ['run', 'prepare'], { cwd: path.join(cwd, folder) })
      return await hooksIn(path.join(cwd, folder))
    }
    expect(await prepared('apps/shop')).toBe('')
    expect(await hooksIn(cwd)).toBe('')
    expect(await prepared('tree')).toBe('.githooks')
    expect(await prepared('shop')).toBe('.githooks')
  })

  it('commits every file of a feature, whatever it is called', async () => {
    const cwd = await temporaryFolder()
    await paxx(['bootstrap', 'shop', '--no-install', '--package-manager', 'yarn'], { cwd })
    const shop = path.join(cwd, 'shop')
    for (const name of ['data', 'dists', 'vendors', 'node-modules', 'coverages']) {
      await paxx(['feature', 'create', name, 'name:string'], { cwd: shop })
    }
    await execa('git', ['add', '--all'], { cwd: shop })
    await execa('git', ['commit', '--quiet', '--no-verify', '--message', 'features'], { cwd: shop })
    await execa('git', ['clone', '--quiet', 'shop', 'clone'], { cwd })
    const filesIn = async (folder: string) => Object.keys(await snapshot(path.join(cwd, folder, 'features')))
    expect(await filesIn('clone')).toEqual(await filesIn('shop'))
    expect(await filesIn('clone')).toContain('data/routes.ts')
    const [ignored, format] = await contents(shop, '.gitignore', '.oxfmtrc.json')
    const patterns = [...ignored!.trim().split('\n'), ...JSON.parse(format!).ignorePatterns]
    expect(patterns.filter((pattern) => !pattern.startsWith('/'))).toEqual(['.env'])
  })

  it('makes no repository inside another', async () => {
    const cwd = await temporaryFolder()
    await execa('git', ['init', '--quiet'], { cwd })
    const { json } = await paxxJson(['bootstrap', 'apps/shop', '--no-install'], { cwd })
    expect(json['remarks']).toContainEqual(expect.stringContaining('inside a git repository'))
    expect(await readdir(path.join(cwd, 'apps/shop'))).not.toContain('.git')
  })

  it('takes what it was told', async () => {
    const cwd = await temporaryFolder()
    const args = ['--name', 'store', '--ids', 'uuid', '--database', 'sqlite', '--package-manager', 'npm']
    await paxx(['bootstrap', 'folder', ...args, ...bare], { cwd })
    const [manifest, answers] = await contents(path.join(cwd, 'folder'), 'package.json', 'paxx.json')
    expect(JSON.parse(manifest!)).toMatchObject({ name: 'store' })
    expect(JSON.parse(answers!)).toMatchObject({
      name: 'store',
      ids: 'uuid',
      database: 'sqlite',
      packageManager: 'npm',
    })
  })
})

describe("the machine's Node.js", () => {
  const manifestOf = async (cwd: string) =>
    JSON.parse((await contents(path.join(cwd, 'shop'), 'package.json'))[0]!) as Record<string, object>

  it('stays out of a project when it is current', async () => {
    const cwd = await temporaryFolder()
    const { stdout } = await paxx(['bootstrap', 'shop', ...bare], { cwd, env: await withNode('24.16.0') })
    expect(stdout).not.toContain('brings its own')
    expect((await manifestOf(cwd))['dependencies']).not.toHaveProperty('node')
  })

  it('is brought along when it is too old, and said so', async () => {
    const cwd = await temporaryFolder()
    const { stdout } = await paxx(['bootstrap', 'shop', ...bare], { cwd, env: await withNode('24.15.0') })
    expect(stdout).toMatch(
      /This machine's Node\.js is 24\.15\.0, and the project needs 24\.16: it brings its own, 24\./,
    )
    expect(await manifestOf(cwd)).toMatchObject({
      dependencies: { node: expect.any(String) },
      allowScripts: { node: true },
    })
  })

  it.each(['pnpm', 'yarn', 'bun'])('is brought along with %s, too', async (packageManager) => {
    const cwd = await temporaryFolder()
    const env = await withNode('22.21.0')
    await paxx(['bootstrap', 'shop', '--package-manager', packageManager, ...bare], { cwd, env })
    expect((await manifestOf(cwd))['dependencies']).toMatchObject({ node: expect.stringMatching(/^24\./) })
  })

  it('has to be newer for Yarn to install a project', async () => {
    const cwd = await temporaryFolder()
    const env = await withNode('22.21.0')
    const { exitCode, stderr } = await paxx(['bootstrap', 'shop', '--package-manager', 'yarn'], { cwd, env })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/Node\.js is 22\.21\.0, and the project needs 24\.16, which Yarn cannot bring along/)
    expect(await readdir(cwd)).toEqual([])
  })
})

describe('paxx bootstrap .', () => {
  it.each([
    ['an empty folder', async () => {}],
    ['a folder with only .git', async (cwd: string) => void (await execa('git', ['init', '--quiet'], { cwd }))],
  ])('works in %s', async (_, prepare) => {
    const cwd = path.join(await temporaryFolder(), 'shop')
    await mkdir(cwd)
    await prepare(cwd)
    const { exitCode, stderr } = await paxx(['bootstrap', '.', '--no-install'], { cwd })

    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const names = await readdir(cwd)
    expect(names).toEqual(expect.arrayContaining(['app.ts', 'paxx.json', '.git', '.env']))
    expect(names).not.toContain('.paxx')
    expect((await execa('git', ['status', '--porcelain'], { cwd })).stdout).toBe('')
  })
})

describe('what stands in the way', () => {
  it.each<[string, (target: string) => Promise<unknown>, RegExp]>([
    ['a folder with files', async (target) => await writeFiles(target, 'b.txt', 'a.txt'), /it holds a\.txt, b\.txt\./],
    [
      'a folder with many files',
      async (target) => await writeFiles(target, ...Array.from({ length: 12 }, (_, index) => `f${index}`)),
      /and 2 more\./,
    ],
    ['a file', async (target) => await writeFile(target, 'mine'), /it is a file\./],
    ['a symbolic link', async (target) => await symlink('/tmp', target), /it is a symbolic link\./],
    ['a dangling link', async (target) => await symlink('nowhere', target), /it is a symbolic link\./],
  ])('%s is refused, and left as it was', async (_, prepare, reason) => {
    const cwd = await temporaryFolder()
    await prepare(path.join(cwd, 'shop'))
    const before = await snapshot(cwd)
    const { exitCode, stderr } = await paxx(['bootstrap', 'shop', ...bare], { cwd })

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(reason)
    expect(await snapshot(cwd)).toEqual(before)
  })

  it('the folder of paxx itself is refused', async () => {
    const { exitCode, stderr } = await paxx(['bootstrap', 'shop', ...bare], { cwd: repo })
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`error: ${path.join(repo, 'shop')} is in the folder of paxx itself.`)
    expect(stderr).toContain('npx paxx bootstrap ../shop')
    expect(await readdir(repo)).not.toContain('shop')
  })

  it('a workspace that would take it as a member is refused, and where to leave it out is said', async () => {
    const cwd = await temporaryFolder()
    await writeFile(path.join(cwd, 'package.json'), '{ "workspaces": ["apps/*", "!apps/store"] }')
    const refused = await paxx(['bootstrap', 'apps/shop', ...bare], { cwd })
    expect(refused.exitCode).toBe(1)
    expect(refused.stderr).toMatch(
      /would be a member of the workspace in .*\nhint: .* in package\.json \("!apps\/shop"\)/,
    )
    expect(await readdir(cwd)).toEqual(['package.json'])
    expect((await paxx(['bootstrap', 'apps/store', ...bare], { cwd })).exitCode).toBe(0)
  })

  it.each([
    ['Shop'],
    ['my shop'],
    ['con'],
    ['shop.'],
    ['-shop'],
    ['class'],
    ['hono'],
    ['a/../..'],
    ['..'],
    ['/'],
    ['shop/con'],
    ['sh\u0007op'],
    ['a'.repeat(300)],
    ['a\\b'],
    ['C:shop'],
    ['%2e%2e'],
  ])('the path %j is refused with a reason, and nothing is written', async (given) => {
    const parent = await temporaryFolder()
    const cwd = path.join(parent, 'inner')
    await mkdir(cwd)
    const { exitCode, stdout, stderr } = await paxx(['bootstrap', ...bare, '--', given], { cwd })

    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr).toMatch(/^error: .+\nhint: {2}.+/)
    expect(stderr).not.toContain('\u0007')
    expect(await snapshot(parent)).toEqual({ inner: expect.stringContaining('folder') })
  })
})

describe('an installation that goes wrong', () => {
  const fakeNpm = (script: string) => withProgram('npm', script)

  it('leaves the project, and says how to go on', async () => {
    const cwd = await temporaryFolder()
    const env = await fakeNpm('echo "npm error network is down" >&2; exit 1')
    const { exitCode, stderr } = await paxx(['bootstrap', 'shop'], { cwd, env })

    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /error: The project is in .+shop, but `npm install .+` failed with exit code 1: .*network is down/,
    )
    expect(stderr).toContain('hint:  Go on with: cd shop && npm install && npx paxx db upgrade && npx paxx start')
    expect(await readdir(path.join(cwd, 'shop'))).toContain('app.ts')
    expect(await readdir(cwd)).toEqual(['shop'])
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('leaves no trace when it is ended by %s', async (signal) => {
    const cwd = await temporaryFolder()
    const env = await fakeNpm(`touch '${cwd}/../started-${path.basename(cwd)}'; exec sleep 60`)
    const started = path.join(cwd, '..', `started-${path.basename(cwd)}`)
    const running = execa(process.execPath, [path.join(repo, 'bin/paxx.cjs'), 'bootstrap', 'shop'], {
      cwd,
      env,
      reject: false,
    })
    await expect
      .poll(
        () =>
          stat(started).then(
            () => true,
            () => false,
          ),
        { timeout: 20_000 },
      )
      .toBe(true)
    running.kill(signal)

    expect((await running).signal).toBe(signal)
    expect(await readdir(cwd)).toEqual([])
  })
})

describe('two at once', () => {
  it('one makes the project, the other is refused and leaves nothing', async () => {
    const cwd = await temporaryFolder()
    const both = await Promise.all([1, 2].map(() => paxx(['bootstrap', 'shop', ...bare], { cwd })))
    expect(both.map(({ exitCode }) => exitCode).toSorted()).toEqual([0, 1])
    expect(both.find(({ exitCode }) => exitCode === 1)!.stderr).toMatch(/^error: .+\nhint: {2}.+/)
    expect(await readdir(cwd)).toEqual(['shop'])
  })
})

async function writeFiles(folder: string, ...names: string[]): Promise<void> {
  await mkdir(folder)
  for (const name of names) await writeFile(path.join(folder, name), name)
}
