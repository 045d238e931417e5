import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { databases } from '../../src/render/answers.ts'
import moves from '../../templates/moves.json' with { type: 'json' }
import { swap } from '../merge/edits.ts'
import { paxx, type Released, released, repo, snapshot, temporaryFolder, withNode } from '../support.ts'
import { installOld, makeNext, type RunVersion } from './two-versions.ts'

const templates = {
  edits: [
    ['project/main.ts', "logger.info('stopped')", "logger.info('stopped, and in order')"],
    [
      'project/core/http/middleware.ts',
      "'x-frame-options': 'DENY',",
      "'x-frame-options': 'DENY',\n    server: 'shop',",
    ],
    ['project/_env.example', '# BODY_LIMIT', '# How the server calls itself.\n# SERVER_NAME=shop\n\n# BODY_LIMIT'],
    ['feature/models.ts', 'export type', '/** A row. */\nexport type'],
    ['feature/routes.ts', 'created<%= endTag %>, 201)', 'created<%= endTag %>, 201) // Created'],
    ['versions.json', '"hono": "', '"hono": "9'],
    ['versions.json', '"pino": "', '"pino": "9'],
    ['versions.json', '"tsx": "', '"tsx": "9'],
  ],
  added: {
    'project/core/clock.ts': 'export const now = (): Date => new Date()\n',
    'feature/permissions.ts': '/** Who may do what with <%= plural %>. */\nexport const permissions = []\n',
  },
  removed: ['project/core/database/prepared.test.ts', 'project/core/http/server.test.ts'],
} as const

type Database = (typeof databases)[number]

let folder: string
let next: RunVersion
/** The last version that had all of core in one folder. */
const flat: Released = '0.3.0'
/** What the old versions made: each on SQLite, that one on every database. */
const projects: (readonly [Released, Database])[] = [
  ...released.filter((version) => version !== flat).map((version) => [version, databases[0]] as const),
  ...databases.map((database) => [flat, database] as const),
]
/** Where a version had a file that one up to `flat` has there. */
const placeIn = (version: Released) => (file: string) =>
  version > flat ? ((moves[flat] as Record<string, string>)[file] ?? file) : file
/** Projects as the old versions made them, by database, with customers and their orders. */
const made = (version: string, database: string) => path.join(folder, 'made', version, database)

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'paxx-upgrade-'))
  const folders = ['next', ...released].map((name) => path.join(folder, name))
  await Promise.all(folders.map((each) => mkdir(each)))
  next = await makeNext(folders[0]!, '99.0.0', templates)
  const olds = await Promise.all(
    released.map(async (version) => [version, await installOld(path.join(folder, version), version)] as const),
  )
  for (const [version, database] of projects) {
    const { run: old, installed } = new Map(olds).get(version)!
    const project = made(version, database)
    await old(['bootstrap', project, '--name', 'shop', '--database', database, '--no-install'], folder)
    await old(['feature', 'create', 'customers', 'email:email:unique', 'name:string'], project)
    await old(['feature', 'create', 'orders', 'customer:references', 'total:integer:min=0'], project)
    await git(project, 'add', '--all')
    await git(project, 'commit', '--quiet', '--no-verify', '--message', 'customers and orders')
    await mkdir(path.join(project, 'node_modules'))
    await symlink(installed, path.join(project, 'node_modules/paxx'))
  }
}, 120_000)
afterAll(async () => await rm(folder, { recursive: true, force: true, maxRetries: 3 }))

const git = async (cwd: string, ...args: string[]) => (await execa('git', args, { cwd })).stdout

let shop: string
async function copyOf(version: string, database: string): Promise<void> {
  shop = path.join(await temporaryFolder(), 'shop')
  await cp(made(version, database), shop, { recursive: true, verbatimSymlinks: true })
}
beforeEach(async () => await copyOf(flat, databases[0]))

const upgrade = async (...args: string[]) => await next(['upgrade', '--no-install', ...args], shop)
const upgradeJson = async (...args: string[]) => {
  const { exitCode, stdout } = await upgrade('--json', ...args)
  return { exitCode, json: JSON.parse(stdout) as Record<string, any> }
}
const at = (file: string) => path.join(shop, file)
const read = async (file: string) => await readFile(at(file), 'utf8')
const manifest = async () => JSON.parse(await read('package.json')) as Record<string, Record<string, string>>
const commit = async () => await git(shop, 'commit', '--quiet', '--no-verify', '--all', '--message', 'mine')

/** Changes a file as its user, and commits it. */
async function edit(file: string, before: string, after: string): Promise<void> {
  await writeFile(at(file), swap(await read(file), before, after))
  await commit()
}

/** What is in the tree but git's own, as far as an upgrade concerns it. */
const files = async () =>
  Object.fromEntries(
    Object.entries(await snapshot(shop)).filter(([name]) => !/^(\.git|node_modules)\b(\/|$)/.test(name)),
  )

describe.each(projects)('an upgrade from %s on %s', (version, database) => {
  beforeEach(async () => await copyOf(version, database))

  it('without edits gives what the new version writes, and nothing else changes', async () => {
    const before = await files()
    const { exitCode, json } = await upgradeJson()
    expect(exitCode).toBe(0)
    expect(json).toMatchObject({ ok: true, command: 'upgrade', to: '99.0.0', conflicts: [] })

    const { stdout } = await next(['render', '--json'], shop)
    const rendered = (JSON.parse(stdout) as { files: { path: string; content: string }[] }).files
    for (const { path: file, content } of rendered) expect(await read(file), file).toBe(content)
    const after = await files()
    expect(rendered.map(({ path: file }) => file)).toEqual(expect.arrayContaining(['core/clock.ts']))
    expect(Object.keys(after)).not.toContain('core/database/prepared.test.ts')
    const migrations = (tree: Record<string, string>) =>
      Object.entries(tree).filter(([name]) => name.startsWith('migrations/'))
    expect(migrations(after)).toEqual(migrations(before))
    expect((await read('.env')).replace(/(?<=^DOCS_PASSWORD=).+/m, '')).toBe(await read('.env.example'))
    expect(await readdir(at('vendor'))).toEqual(['paxx-99.0.0.tgz'])
    expect((await next(['status', '--check'], shop)).exitCode).toBe(0)
    expect((await next(['diff'], shop)).stdout).toBe('Nothing was changed since it was generated.')
  })

  it('with edits has both, and marks what both changed as git does', async () => {
    const was = placeIn(version)
    await edit(was('core/middleware.ts'), "'referrer-policy': 'no-referrer',", "'referrer-policy': 'origin',")
    await edit(
      'features/orders/routes.ts',
      '    return c.body(null, 204)',
      '    void 0 // mine\n    return c.body(null, 204)',
    )
    await edit('main.ts', "logger.info('stopped')", "logger.info('gone')")
    await edit(was('core/server.test.ts'), 'import', '// mine\nimport')
    const router = `from '#${was('core/http.ts')}'`
    await edit('features/orders/routes.ts', router, `${router} // the router`)
    const own = `import { table } from '#${was('core/model.ts')}'\nimport { seedDatabase } from '../../${was('core/seeds.ts')}'\nimport './models.ts'\n`
    await writeFile(at('features/orders/own.ts'), own)
    await git(shop, 'add', '--all')
    await commit()
    const { exitCode, stdout } = await upgrade()

    expect(exitCode).toBe(1)
    expect(await files()).not.toHaveProperty('core/middleware.ts')
    expect(await read('features/orders/routes.ts')).toContain("from '#core/http/router.ts' // the router")
    expect(await read('features/orders/own.ts')).toBe(
      "import { table } from '#core/database/model.ts'\nimport { seedDatabase } from '../../scripts/seeds.ts'\nimport './models.ts'\n",
    )
    expect(await read('core/http/middleware.ts')).toMatch(/'referrer-policy': 'origin',[^]*server: 'shop',/)
    expect(await read('features/orders/routes.ts')).toMatch(/\/\/ Created\n[^]*void 0 \/\/ mine\n {4}return c\.body/)
    expect(await read('main.ts')).toContain(
      "<<<<<<< yours\n    logger.info('gone')\n=======\n    logger.info('stopped, and in order')\n>>>>>>> paxx\n",
    )
    const merged = [...new Set([was('core/middleware.ts'), 'core/http/middleware.ts'])].join(' → ')
    expect(stdout.split('\n').map((line) => line.trim())).toContain(`merge  ${merged}`)
    expect(stdout).toMatch(/^ *conflict {2}main\.ts$/m)
    expect(stdout).toContain('There are conflict markers in: main.ts.')
    expect(stdout).toContain(`${was('core/server.test.ts')} was edited, so it stays`)
    expect(stdout).toContain('resolve the conflicts')
    expect(JSON.parse(await read('paxx.json'))).toMatchObject({ paxx: '99.0.0' })
  })
})

describe('paxx upgrade', () => {
  it('plans, with --dry-run, just what it then does, and writes nothing', async () => {
    const before = await snapshot(shop)
    const planned = await upgradeJson('--dry-run')
    const shown = await upgrade('--dry-run', '--diff')
    expect(await snapshot(shop)).toEqual(before)
    expect(shown.stdout).toContain("+  server: 'shop',\n")
    expect(planned.json).toMatchObject({ ok: true, dryRun: true })
    expect((await upgradeJson()).json['changes']).toEqual(planned.json['changes'])
  })

  it('says what changed in between, and how to go on', async () => {
    const { stdout } = await upgrade()
    expect(stdout).toMatch(/^What changed from paxx \S+ to 99\.0\.0:\n- Answers name their server\.\n/m)
    expect(stdout).not.toContain('`paxx bootstrap` writes a Hono + Kysely + Zod project on SQLite')
    expect(stdout).toMatch(/^The templates no longer have, and you had not edited: .*core\/prepared\.test\.ts/m)
    expect(stdout).toContain('There are new settings, which .env.example explains: TRUSTED_PROXIES, SERVER_NAME.')
    expect(stdout).toContain('no migration did: `npx paxx db check` says whether tables differ.')
    expect(stdout).toMatch(
      /Next:\n {2}npm install\n {2}npx paxx check && npx paxx test\n {2}git add --all && git commit/,
    )
  })

  it('brings new settings into .env, and leaves each value there as it is', async () => {
    await appendFile(at('.env'), 'MINE=1\n')
    const before = await read('.env')
    const { json } = await upgradeJson()
    expect(json['changes']).toContainEqual({ status: 'merge', path: '.env' })
    const after = await read('.env')
    expect(after).toContain('SERVER_NAME')
    for (const line of before.split('\n').filter((one) => /^[A-Z]/.test(one))) expect(after).toContain(`${line}\n`)
  })

  it('brings Node.js where the machine has none that is new enough, and says so', async () => {
    const env = await withNode('22.21.0')
    const old = await manifest()
    delete old['dependencies']!['node']
    delete old['allowScripts']!['node']
    const { node: _, ...answers } = JSON.parse(await read('paxx.json'))
    await writeFile(at('package.json'), `${JSON.stringify(old, null, 2)}\n`)
    await writeFile(at('paxx.json'), `${JSON.stringify(answers, null, 2)}\n`)
    await commit()
    const { stdout } = await next(['upgrade', '--no-install'], shop, env)
    expect(stdout).toMatch(
      /This machine's Node\.js is 22\.21\.0, and the project needs 24\.16: it brings its own, 24\./,
    )
    expect(await manifest()).toMatchObject({
      engines: { node: '>=24.16' },
      dependencies: { node: expect.stringMatching(/^24\./) },
      allowScripts: { node: true },
    })
  })

  it('leaves a project of Yarn as it is where the Node.js that runs Yarn is too old', async () => {
    await edit('paxx.json', '"packageManager": "npm"', '"packageManager": "yarn"')
    const before = await snapshot(shop)
    const { exitCode, stderr } = await next(['upgrade'], shop, await withNode('22.21.0'))
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /needs 24\.16, which Yarn cannot bring along.+\n.+Install Node\.js 24\.16 or newer, or say --no-install/,
    )
    expect(await snapshot(shop)).toEqual(before)
  })

  it('has nothing to do a second time, and writes nothing', async () => {
    await upgrade()
    const before = await snapshot(shop)
    const again = await upgradeJson()
    expect(again).toMatchObject({ exitCode: 0, json: { ok: true, changes: [] } })
    expect(again.json['remarks']).toEqual([expect.stringMatching(/^It has paxx \S+ installed: npm install$/)])
    expect(await snapshot(shop)).toEqual(before)
  })

  it('leaves a conflict that has no place for markers, and says what is to be done', async () => {
    await rm(at('main.ts'))
    await symlink('app.ts', at('main.ts'))
    await commit()
    const { exitCode, stdout } = await upgrade()
    expect(exitCode).toBe(1)
    expect(await read('main.ts')).toBe(await read('app.ts'))
    expect(stdout).toMatch(/^ {2}main\.ts: it is no plain file\.\n {4}[+-] /m)
    expect(stdout).toContain("    -     logger.info('stopped')\n    +     logger.info('stopped, and in order')\n")
  })

  it('stops before the first write with --conflicts stop', async () => {
    await edit('main.ts', "logger.info('stopped')", "logger.info('gone')")
    const before = await snapshot(shop)
    const { exitCode, json } = await upgradeJson('--conflicts', 'stop')
    expect({ exitCode, json }).toMatchObject({ exitCode: 1, json: { ok: false, error: { code: 'CONFLICT' } } })
    expect(await snapshot(shop)).toEqual(before)
  })
})

describe('dependencies', () => {
  it('are never lowered, come, and stay away where the user took them out', async () => {
    const edited = await manifest()
    edited['dependencies']!['hono'] = '^100.1.0'
    edited['dependencies']!['mine'] = '1.2.3'
    delete edited['devDependencies']!['tsx']
    await writeFile(at('package.json'), `${JSON.stringify(edited, null, 2)}\n`)
    await commit()

    expect((await upgrade()).exitCode).toBe(0)
    const { dependencies, devDependencies } = await manifest()
    expect(dependencies).toMatchObject({ hono: '^100.1.0', mine: '1.2.3', pino: expect.stringMatching(/^9\d/) })
    expect(devDependencies).toMatchObject({ paxx: 'file:vendor/paxx-99.0.0.tgz' })
    expect(devDependencies).not.toHaveProperty('tsx')
  })

  it.each([
    [
      'another copy of paxx, which gives way',
      'file:../paxx-99.0.0.tgz',
      'file:vendor/paxx-99.0.0.tgz',
      'paxx-99.0.0.tgz',
    ],
    ['a checkout, which stays', 'link:../paxx', 'link:../paxx', undefined],
    ['no paxx at all, and stays so', undefined, undefined, undefined],
  ])('may name %s', async (_, mine, after, copy) => {
    const edited = await manifest()
    if (mine === undefined) delete edited['devDependencies']!['paxx']
    else edited['devDependencies']!['paxx'] = mine
    await writeFile(at('package.json'), `${JSON.stringify(edited, null, 2)}\n`)
    await commit()
    const [kept] = await readdir(at('vendor'))

    expect((await upgrade()).exitCode).toBe(0)
    expect((await manifest())['devDependencies']!['paxx']).toBe(after)
    expect(await readdir(at('vendor'))).toEqual([copy ?? kept])
  })
})

describe('what the user deleted', () => {
  it('stays so, and what changed in it is told', async () => {
    await rm(at('core/middleware.ts'))
    await rm(at('features/orders'), { recursive: true })
    await commit()
    const { exitCode, stdout } = await upgrade()
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/You deleted or moved these, .*core\/middleware\.ts.*features\/orders\/routes\.ts/)
    const after = Object.keys(await files())
    expect(after).toContain('features/customers/permissions.ts')
    expect(after).not.toContain('core/http/middleware.ts')
    expect(after).not.toContain('core/middleware.ts')
    expect(after).not.toContain('features/orders')
  })
})

describe('a tree that is not clean', () => {
  it.each<[string, () => Promise<unknown>, string]>([
    ['a changed file', () => writeFile(at('README.md'), 'mine\n'), 'README.md'],
    ['an untracked one', () => writeFile(at('my notes.txt'), 'mine\n'), 'my notes.txt'],
    ['a staged one', () => git(shop, 'rm', '--quiet', 'app.test.ts'), 'app.test.ts'],
  ])('with %s is refused, and left as it is', async (_, change, named) => {
    await change()
    const before = await files()
    const { exitCode, stderr } = await upgrade()
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^error: .*there are changes that are not committed: .+\.\nhint: .*--allow-dirty/)
    expect(stderr).toContain(named)
    expect(await files()).toEqual(before)
  })

  it('is gone on with by --allow-dirty, and nothing of it is lost', async () => {
    await writeFile(at('README.md'), `${await read('README.md')}\nMine.\n`)
    await writeFile(at('notes.txt'), 'mine\n')
    expect((await upgrade('--allow-dirty')).exitCode).toBe(0)
    expect(await read('README.md')).toMatch(/\nMine\.\n$/)
    expect(await read('notes.txt')).toBe('mine\n')
  })

  it('is none where there is no repository, which is refused like one, and gone on with', async () => {
    await rm(at('.git'), { recursive: true })
    const before = await files()
    const refused = await upgradeJson()
    expect(refused).toMatchObject({
      exitCode: 1,
      json: { error: { code: 'NOT_COMMITTED', hint: 'Commit first, or go on with --allow-dirty.' } },
    })
    expect(await files()).toEqual(before)
    const { exitCode, stdout } = await upgrade('--allow-dirty')
    expect(exitCode).toBe(0)
    expect(stdout).toContain('There is no git repository here')
  })
})

describe('paxx upgrade --check', () => {
  it('exits with 2 before an upgrade and 0 after it, and writes nothing', async () => {
    await writeFile(at('README.md'), 'mine\n')
    const before = await snapshot(shop)
    const due = await upgradeJson('--check')
    expect(due).toMatchObject({
      exitCode: 2,
      json: { ok: true, upgrade: true, news: expect.arrayContaining(['Answers name their server.']) },
    })
    expect(await snapshot(shop)).toEqual(before)
    await upgrade('--allow-dirty')
    expect(await upgradeJson('--check')).toMatchObject({ exitCode: 0, json: { upgrade: false, news: [] } })
  })
})

describe('versions', () => {
  it('status and diff tell the truth by the packed copy alone, and the old version is needed', async () => {
    await rm(at('node_modules'), { recursive: true })
    await edit('app.ts', "'production'", "'live'")
    const status = await next(['status', '--json'], shop)
    const states = (JSON.parse(status.stdout) as { files: { path: string; state: string }[] }).files
    const stateOf = (file: string) => states.find((each) => each.path === file)?.state
    expect(['app.ts', 'core/middleware.ts', 'core/prepared.test.ts', '.gitattributes'].map(stateOf)).toEqual([
      'edited',
      'outdated',
      'outdated',
      'untouched',
    ])
    const { stdout } = await next(['diff'], shop)
    expect(stdout.match(/^\+\+\+ .*/gm)).toEqual(['+++ b/app.ts'])

    await rm(at('vendor'), { recursive: true })
    const before = await snapshot(shop)
    const { exitCode, stderr } = await upgrade('--allow-dirty')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      /^error: What paxx \S+ wrote is not known: it is not installed here, and vendor\/\S+ is not there\.\nhint: /,
    )
    expect(await snapshot(shop)).toEqual(before)
  })

  it.each([
    ['whose answers are known', (text: string) => text],
    ['with an answer that this paxx does not know', (text: string) => swap(text, '"ids"', '"colour": "red",\n  "ids"')],
  ])('refuses a project that is newer, %s', async (_, change) => {
    const text = (await read('paxx.json')).replace(/"paxx": "[^"]+"/, '"paxx": "100.0.0"')
    await writeFile(at('paxx.json'), change(text))
    for (const args of [[], ['--check']]) {
      const { exitCode, json } = await upgradeJson('--allow-dirty', ...args)
      expect(exitCode).toBe(1)
      expect(json).toMatchObject({
        ok: false,
        error: { code: 'PROJECT_NEWER', hint: expect.stringContaining('100.0.0') },
      })
    }
  })
})

describe('a project of this version, with extensions and templates of its own', () => {
  it('is upgraded with all of them, and what was edited in a template is in its features', async () => {
    const now = async (...args: string[]) => await paxx(args, { cwd: shop })
    shop = path.join(await temporaryFolder(), 'shop')
    await paxx(['bootstrap', shop, '--no-install'], { cwd: path.dirname(shop) })
    await now('add', 'docker', '--no-install')
    await now('templates', 'eject', 'feature')
    const own = 'templates/feature/routes.ts.eta'
    await writeFile(
      at(own),
      swap(await read(own), "  .get('/:id'", "  .get('/mine', (c) => c.text('mine'))\n  .get('/:id'"),
    )
    await now('feature', 'create', 'customers', 'name:string')
    await git(shop, 'add', '--all')
    await commit()
    await mkdir(at('node_modules'))
    await symlink(repo, at('node_modules/paxx'))

    const { exitCode, stderr } = await upgrade('--trust')
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    for (const file of [own, 'features/customers/routes.ts']) {
      expect(await read(file)).toMatch(/\/\/ Created\n[^]*\.get\('\/mine'/)
    }
    expect(Object.keys(await files())).toEqual(expect.arrayContaining(['Dockerfile', 'core/clock.ts']))
    const states = (await next(['status'], shop)).stdout.match(/^(edited|missing|outdated) .*/gm)
    expect(states).toEqual([`edited  ${own}`])
  })
})

it('says what writes the files of an extension again, where the project is not installed', async () => {
  const project = path.join(await temporaryFolder(), 'shop')
  await paxx(['bootstrap', project, '--name', 'shop', '--with', 'client', '--no-install', '--no-git'], { cwd: folder })
  const { stdout } = await next(['upgrade', '--no-install', '--allow-dirty', '--trust'], project)
  expect(stdout).toContain(
    'client/api.ts and openapi.json can be written once the project is installed: npm run client',
  )
})
