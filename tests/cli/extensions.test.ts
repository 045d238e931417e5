import { appendFile, cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { beforeEach, describe, expect, it } from 'vitest'
import { planBootstrap } from '../../src/commands/bootstrap/plan.ts'
import { loadTemplates } from '../../src/project/templates.ts'
import { databases } from '../../src/render/answers.ts'
import { readExtension } from '../../src/render/extensions/extension.ts'
import { answerOn, paxx, paxxJson, snapshot, temporaryFolder } from '../support.ts'

let folder: string
let shop: string
beforeEach(async () => {
  folder = await temporaryFolder()
  await paxx(['bootstrap', 'shop', '--no-install', '--no-git'], { cwd: folder })
  shop = path.join(folder, 'shop')
})

const run = async (...args: string[]) => await paxx(args, { cwd: shop })
const runJson = async (...args: string[]) => await paxxJson(args, { cwd: shop })
const read = async (file: string) => await readFile(path.join(shop, file), 'utf8')
const untouched = async () => expect((await run('status')).stdout).toMatch(/^(\d+) of \1 generated files are untouched/)

/** Writes an extension of a team's own beside the project. */
async function writeExtension(
  name: string,
  manifest: object = {},
  files: Record<string, string> = {},
): Promise<string> {
  const all = { 'extension.json': JSON.stringify({ title: 'Audit', description: 'Logs.', ...manifest }), ...files }
  for (const [file, text] of Object.entries(all)) {
    const target = path.join(folder, name, file)
    await mkdir(path.dirname(target), { recursive: true })
    await writeFile(target, text)
  }
  return `../${name}`
}

const audit = async () =>
  await writeExtension(
    'audit',
    {
      dependencies: { ms: '2.1.3' },
      settings: { AUDIT_URL: { type: 'z.url().optional()', comment: 'Where audits go.' } },
      slots: { 'app.imports': ["import { audit } from '#core/audit.ts'"], 'app.middleware': ['app.use(audit)'] },
      next: ['<%= run %> audit'],
    },
    {
      'files/core/audit.ts':
        "import type { MiddlewareHandler } from 'hono'\n\nexport const audit: MiddlewareHandler = (_, next) => next()\n",
    },
  )

/** One with a feature, as `paxx feature create` would have written it. */
async function crew(manifest: object = {}): Promise<string> {
  const feature = { people: { singular: 'person', fields: ['name:string', 'email:email:unique'] } }
  const files = Object.fromEntries(
    ['models', 'services', 'factory'].map((file) => [`files/features/people/${file}.ts`, `// ${file}\nexport {}\n`]),
  )
  return await writeExtension('crew', { features: feature, ...manifest }, files)
}

/** The migrations of the project, without their times. */
const migrations = async () => (await readdir(path.join(shop, 'migrations'))).map((file) => file.slice(15)).toSorted()

describe('lines for each feature', () => {
  it('come, follow and go with features, and stay as the user made them', async () => {
    const list = 'features/admin/resources.ts'
    const tables = async () => [...(await read(list)).matchAll(/resource\('(\w+)'/g)].map(([, name]) => name)
    await run('feature', 'create', 'orders', 'total:integer')
    await run('add', 'admin', '--yes', '--no-install')
    await run('feature', 'create', 'notes', 'text:string')
    expect(await tables()).toEqual(['orders', 'notes', 'adminChanges'])
    await untouched()

    const whole = await read(list)
    const [notes = ''] = /^ {2}resource\('notes'[^]+?^ {2}\}\),\n/m.exec(whole) ?? []
    const edited = whole.replace(/^ {2}resource\('orders'[^]+?^ {2}\}\),\n/m, '')
    await writeFile(
      path.join(shop, list),
      edited.replace(notes, notes.replace('    read:', "    label: 'text',\n    read:")),
    )
    await run('feature', 'create', 'tags', 'name:string')
    expect(await tables()).toEqual(['notes', 'tags', 'adminChanges'])
    expect(await read(list)).toContain("label: 'text'")

    await run('feature', 'rename', 'tags', 'labels')
    await run('field', 'add', 'labels', 'colour:string:optional')
    expect(await tables()).toEqual(['notes', 'labels', 'adminChanges'])
    await run('feature', 'remove', 'labels')
    expect(await tables()).toEqual(['notes', 'adminChanges'])
    expect(await read(list)).not.toContain('Label')
  })
})

describe('an extension with a feature', () => {
  it('brings its table by a migration, is referred to, and takes it along again', async () => {
    const before = await snapshot(shop)
    const added = await run('add', await crew(), '--trust', '--no-install')
    expect(added.stdout).toContain('npx paxx db upgrade')
    expect(await migrations()).toContain('add_crew.ts')
    const file = (await readdir(path.join(shop, 'migrations'))).find((name) => name.endsWith('_add_crew.ts'))
    expect(await read(`migrations/${file}`)).toMatch(/createTable\('people'\)[^]+'email'/)
    expect((await run('feature', 'list')).stdout).toMatch(/^people +of crew +name:string email:email:unique$/m)
    await untouched()

    await run('feature', 'create', 'tasks', 'owner:references=people', 'title:string')
    expect(await read('features/tasks/factory.ts')).toContain('createPerson(db, await draftPerson(db))')
    expect(await read('app.ts')).not.toContain('people')
    const refused = await runJson('remove', 'crew')
    expect(refused.json).toMatchObject({
      error: {
        code: 'EXTENSION_IN_USE',
        message: '`ownerId` of tasks refers to what crew brings.',
        hint: 'Remove that first: paxx field remove tasks ownerId',
      },
    })
    await run('feature', 'remove', 'tasks')
    await run('remove', 'crew', '--no-install')
    expect(await migrations()).toContain('remove_crew.ts')
    await rm(path.join(shop, 'migrations'), { recursive: true })
    expect(await snapshot(shop)).toEqual(
      Object.fromEntries(Object.entries(before).filter(([name]) => !name.startsWith('migrations'))),
    )
  })

  it('keeps what it brings from commands on features', async () => {
    await run('add', await crew(), '--trust', '--no-install')
    const before = await snapshot(shop)
    for (const args of [
      ['feature', 'create', 'people', 'name:string'],
      ['feature', 'remove', 'people'],
      ['feature', 'rename', 'people', 'persons'],
      ['field', 'add', 'people', 'phone:string'],
      ['feature', 'sync', 'people'],
    ]) {
      const { json } = await runJson(...args)
      expect(json, args.join(' ')).toMatchObject({
        error: {
          code: 'FEATURE_OF_EXTENSION',
          message: 'The feature `people` is of the extension `crew`.',
        },
      })
    }
    expect(await snapshot(shop)).toEqual(before)
  })

  it('is refused where the project has a feature of that name, or where it lacks what it says', async () => {
    await run('feature', 'create', 'people', 'name:string', '--singular', 'person')
    const { json } = await runJson('add', await crew(), '--trust', '--no-install')
    expect(json).toMatchObject({
      error: {
        code: 'FEATURE_EXISTS',
        message: 'The extension `crew` brings a feature `people`, and there is one in the project.',
        hint: 'Rename that first: paxx feature rename people our-people',
      },
    })
    const lacking = await writeExtension('empty', { features: { notes: { fields: ['text:string'] } } })
    expect((await runJson('add', lacking, '--trust')).json).toMatchObject({
      error: {
        code: 'EXTENSION_INVALID',
        message: expect.stringContaining('has no files/features/notes/models.ts'),
      },
    })
  })

  it('changes its table when it is added again, and is written into a new project, too', async () => {
    await run('add', await crew(), '--trust', '--no-install')
    const fields = ['name:string', 'email:email:unique', 'phone:string:optional']
    const source = await crew({ features: { people: { singular: 'person', fields } } })
    await run('add', source, '--trust', '--no-install')
    const files = await readdir(path.join(shop, 'migrations'))
    expect(await read(`migrations/${files.toSorted().at(-1)}`)).toMatch(/addColumn\('phone'/)

    const sources = new Map(
      await Promise.all(
        ['extension.json', ...['models', 'services', 'factory'].map((name) => `files/features/people/${name}.ts`)].map(
          async (name) => [name, await readFile(path.join(folder, 'crew', name), 'utf8')] as const,
        ),
      ),
    )
    const templates = await loadTemplates()
    const extensions = { ...templates.extensions, crew: readExtension('crew', sources) }
    for (const database of databases) {
      const { files: planned } = await planBootstrap(
        { ...templates, extensions },
        { name: 'shop', database, ids: 'uuid', packageManager: 'npm', extensions: { crew: {}, docker: {} } },
      )
      const written = [...planned].filter(([name]) => /^migrations\/\d+_add_crew\.ts$/.test(name))
      expect(written.map(([, { content }]) => content)).toEqual([expect.stringContaining("createTable('people')")])
    }
  })
})

describe('what an extension requires', () => {
  it('comes along with --yes, and is named where nobody can be asked', async () => {
    const source = await writeExtension('audit', { requires: ['redis'] })
    expect((await runJson('add', source, '--trust', '--no-install')).json).toMatchObject({
      error: {
        code: 'EXTENSION_NEEDS',
        hint: expect.stringContaining('paxx add redis audit'),
      },
    })
    await run('add', source, '--trust', '--no-install', '--yes')
    expect(JSON.parse(await read('paxx.json')).extensions).toMatchObject({ audit: {}, redis: {} })
    expect((await runJson('remove', 'redis')).json).toMatchObject({
      error: {
        code: 'EXTENSION_IN_USE',
        message: '`audit` needs `redis`.',
        hint: 'Remove all: paxx remove audit redis',
      },
    })
  })

  it('is named with all that was asked for, and what that requires in turn', async () => {
    const { error } = (await runJson('add', 'docker', 'oauth', 'jwt', '--no-install')).json
    expect(error).toMatchObject({
      message: '`jwt` and `oauth` need `auth` and `mail`.',
      hint: 'Add all: paxx add auth mail jwt oauth, or --with auth,mail,jwt,oauth',
    })
    expect((await runJson('add', 'auth', 'jwt', '--no-install')).json['error'].hint).toMatch(
      /^Add all: paxx add mail auth jwt,/,
    )
  })

  it('is offered on a terminal', async () => {
    const source = await writeExtension('audit', { requires: ['redis'] })
    const seen = await answerOn(['add', source, '--trust', '--no-install'], 'Add that, too?', 'y', shop)
    expect(seen).toContain('audit needs redis')
    expect(JSON.parse(await read('paxx.json')).extensions).toMatchObject({ audit: {}, redis: {} })
  })
})

describe('paxx add', () => {
  it('plans, with --dry-run, just what it then does, and writes nothing', async () => {
    const before = await snapshot(shop)
    const planned = await runJson('add', 'docker', '--dry-run')
    expect(planned.json).toMatchObject({ ok: true, command: 'add', dryRun: true })
    expect(await snapshot(shop)).toEqual(before)

    const done = await runJson('add', 'docker')
    expect(done.json['changes']).toEqual(planned.json['changes'])
    expect(done.json['changes']).toEqual(
      expect.arrayContaining([
        { status: 'create', path: 'Dockerfile' },
        { status: 'create', path: 'compose.yaml' },
        { status: 'update', path: 'paxx.json' },
      ]),
    )
    expect(JSON.parse(await read('paxx.json'))).toMatchObject({ extensions: { docker: {} } })
    await untouched()
  })

  it('shows what would change, and no value of .env', async () => {
    await writeFile(path.join(shop, '.env'), `${await read('.env')}MINE=hush\n`)
    const { stdout } = await run('add', await audit(), '--dry-run', '--diff')
    expect(stdout).toContain('+  app.use(audit)')
    expect(stdout).toContain('+AUDIT_URL=')
    const secrets = [...(await read('.env')).matchAll(/=(.{5,}|hush)$/gm)].map(([, value]) => value!)
    expect(secrets.length).toBeGreaterThan(1)
    for (const secret of secrets) expect(stdout).not.toContain(secret)
  })

  it('merges into what was edited, and loses nothing of it', async () => {
    const mine = "  app.get('/mine', (c) => c.text('mine'))"
    await writeFile(path.join(shop, 'app.ts'), (await read('app.ts')).replace(/^ {2}app\.route.*$/m, `$&\n${mine}`))
    const { json } = await runJson('add', await audit(), '--trust')
    expect(json['changes']).toContainEqual({ status: 'merge', path: 'app.ts' })
    expect(await read('app.ts')).toContain(mine)
    expect(await read('app.ts')).toContain('app.use(audit)')
  })

  it('stops with nothing written where it cannot be merged, and writes markers when told', async () => {
    await writeFile(path.join(shop, 'Dockerfile'), 'FROM scratch\n')
    const before = await snapshot(shop)
    const { json } = await runJson('add', 'docker')
    expect(json).toMatchObject({
      ok: false,
      error: { code: 'CONFLICT', message: expect.stringContaining('Dockerfile: you have another file') },
    })
    expect(await snapshot(shop)).toEqual(before)
    expect((await run('add', 'docker', '--conflicts', 'markers')).exitCode).toBe(0)
    expect(await read('Dockerfile')).toMatch(/^<{7}[^]+FROM scratch[^]+^={7}$[^]+FROM node:/m)
  })

  it('appends its settings to .env, and none that is there', async () => {
    await appendFile(path.join(shop, '.env'), 'AUDIT_URL=https://mine.example\n')
    await run('add', await audit(), '--trust')
    expect((await read('.env')).match(/^AUDIT_URL=.*$/gm)).toEqual(['AUDIT_URL=https://mine.example'])
    await rm(path.join(shop, '.env'))
    expect((await run('add', 'docker')).exitCode).toBe(0)
    expect(await readdir(shop)).not.toContain('.env')
  })

  it('says what to install where nothing is installed, and what comes next', async () => {
    const { stdout } = await run('add', await audit(), '--trust')
    expect(stdout).toContain('package.json names other dependencies now: npm install')
    expect(stdout).toMatch(/Next:\n {2}npm run audit$/)
  })

  it('gives the same bytes in any order, and those of bootstrap --with', async () => {
    const source = await writeExtension('audit', { slots: { 'readme.production': ['', '## Audit'] } })
    const one = path.join(folder, 'one')
    await cp(shop, one, { recursive: true })
    await run('add', 'docker')
    await run('add', source, '--trust')
    await paxx(['add', source, '--trust'], { cwd: one })
    await paxx(['add', 'docker'], { cwd: one })
    expect(await snapshot(one)).toEqual(await snapshot(shop))

    await run('remove', 'audit')
    await paxx(['bootstrap', 'with', '--name', 'shop', '--with', 'docker', '--no-install', '--no-git'], { cwd: folder })
    const withoutSecrets = async (root: string) => {
      const env = (await readFile(path.join(root, '.env'), 'utf8')).replaceAll(/(?<=PASSWORD=).+/g, '')
      return { ...(await snapshot(root)), '.env': env }
    }
    expect(await withoutSecrets(path.join(folder, 'with'))).toEqual(await withoutSecrets(shop))
  })

  it.skipIf(process.platform !== 'linux').each([
    ['\r', {}],
    [' \r', { admin: {}, html: {} }],
    ['\u001B[B \r', { assets: {} }],
  ])('comes with bootstrap where %j chooses it on a terminal', async (keys, extensions) => {
    const args = ['bootstrap', 'asked', '--database', 'sqlite', '--no-install', '--no-git']
    expect(await answerOn(args, 'extensions?', keys, folder)).toContain('is in')
    const made = JSON.parse(await readFile(path.join(folder, 'asked/paxx.json'), 'utf8'))
    expect(made.extensions ?? {}).toEqual(extensions)
  })

  it.each<[string[], string, RegExp]>([
    [['add', 'dokcer'], 'EXTENSION_UNKNOWN', /^Did you mean `docker`\?$/],
    [['add', 'blockchain'], 'EXTENSION_UNKNOWN', /paxx extensions/],
    [['add'], 'BAD_ARGUMENTS', /--help/],
    [['add', './nothing'], 'EXTENSION_MISSING', /folder/],
    [['add', '.'], 'EXTENSION_INVALID', /docs\/extensions/],
    [['add', 'paxx-extension-audit'], 'EXTENSION_MISSING', /npm install --save-dev paxx-extension-audit/],
    [['remove', 'docker'], 'EXTENSION_ABSENT', /There is none in it/],
    [['extensions', 'info', 'dokcer'], 'EXTENSION_UNKNOWN', /`docker`/],
    [['ad', 'docker'], 'UNKNOWN_COMMAND', /paxx add/],
    [['bootstrap', 'other', '--with', 'dokcer', '--no-install'], 'EXTENSION_UNKNOWN', /`docker`/],
  ])('refuses %j as %s, and writes nothing', async (args, code, hint) => {
    const before = await snapshot(folder)
    const { json, exitCode } = await runJson(...args)
    expect(exitCode).toBe(1)
    expect(json).toMatchObject({ ok: false, error: { code, hint: expect.stringMatching(hint) } })
    expect(await snapshot(folder)).toEqual(before)
  })

  it('refuses one that is in, and what does not go together', async () => {
    await run('add', 'docker')
    expect((await runJson('add', 'docker')).json).toMatchObject({ error: { code: 'EXTENSION_PRESENT' } })
    const enemy = await writeExtension('podman', { excludes: ['docker'] })
    expect((await runJson('add', enemy, '--trust')).json).toMatchObject({ error: { code: 'EXTENSION_EXCLUDED' } })
    const needy = await writeExtension('swarm', { requires: ['docker', 'audit'] })
    expect((await runJson('add', needy, '--trust')).json).toMatchObject({
      error: { code: 'EXTENSION_NEEDS', hint: 'Add all: paxx add audit swarm, or --with audit,swarm' },
    })
    const mysql = await writeExtension('vectors', { databases: ['postgres'] })
    expect((await runJson('add', mysql, '--trust')).json).toMatchObject({ error: { code: 'EXTENSION_DATABASE' } })
  })
})

describe('an extension of somebody else', () => {
  it('is taken only on trust, though anybody may look at it', async () => {
    const source = await audit()
    const before = await snapshot(shop)
    for (const args of [
      ['add', source],
      ['add', source, '--yes'],
    ]) {
      expect((await runJson(...args)).json).toMatchObject({
        error: {
          code: 'EXTENSION_UNTRUSTED',
          message: expect.stringContaining('ms'),
          hint: expect.stringContaining('--trust'),
        },
      })
    }
    expect((await run('extensions', 'info', source)).stdout).toContain('core/audit.ts')
    expect((await run('add', source, '--dry-run')).exitCode).toBe(0)
    expect(await snapshot(shop)).toEqual(before)
  })

  it.skipIf(process.platform !== 'linux').each([
    ['n', [], 'Cancelled. Nothing was written.'],
    ['y', ['audit'], 'core/audit.ts'],
  ])('is asked about on a terminal, and %j is heard', async (answer, added, expected) => {
    const said = await answerOn(['add', await audit()], 'Add it?', answer, shop)
    expect(said).toContain(expected)
    expect(Object.keys(JSON.parse(await read('paxx.json')).extensions ?? {})).toEqual(added)
  })

  it('is pinned, with a copy, so that the project needs its source no more', async () => {
    const source = await audit()
    await run('add', source, '--trust')
    expect(JSON.parse(await read('paxx.json')).extensions).toEqual({
      audit: { source: '../audit', hash: expect.stringMatching(/^sha256-[0-9a-f]{64}$/) },
    })
    await rm(path.join(folder, 'audit'), { recursive: true })
    await untouched()
    expect((await run('feature', 'create', 'orders', 'total:integer')).exitCode).toBe(0)
    await untouched()
  })

  it('is refused with a copy that is not what was added, with what to do', async () => {
    await run('add', await audit(), '--trust')
    const copy = path.join(shop, 'vendor/extensions/audit.json')
    await writeFile(copy, (await read('vendor/extensions/audit.json')).replace('Logs.', 'Lies.'))
    const before = await snapshot(shop)
    for (const args of [['status'], ['feature', 'create', 'orders'], ['remove', 'audit']]) {
      expect((await runJson(...args)).json).toMatchObject({
        error: {
          code: 'EXTENSION_CHANGED',
          hint: expect.stringContaining('git checkout -- vendor/extensions/audit.json'),
        },
      })
    }
    expect(await snapshot(shop)).toEqual(before)
    await rm(copy)
    expect((await runJson('status')).json).toMatchObject({ error: { code: 'EXTENSION_CHANGED' } })
  })

  it('brings what changed since, merged with what was edited, when it is added again', async () => {
    const source = await audit()
    await run('add', source, '--trust')
    expect((await runJson('add', source, '--trust')).json).toMatchObject({ error: { code: 'EXTENSION_PRESENT' } })
    await appendFile(path.join(shop, 'core/audit.ts'), '\nexport const mine = 1\n')
    await writeFile(
      path.join(folder, 'audit/files/core/audit.ts'),
      "import type { MiddlewareHandler } from 'hono'\n\n/** New. */\nexport const audit: MiddlewareHandler = (_, next) => next()\n",
    )
    expect((await run('extensions')).stdout).toContain('which has changed since: paxx add ../audit')
    expect((await runJson('add', source)).json).toMatchObject({ error: { code: 'EXTENSION_UNTRUSTED' } })
    const { json } = await runJson('add', source, '--trust')
    expect(json['changes']).toContainEqual({ status: 'merge', path: 'core/audit.ts' })
    expect(await read('core/audit.ts')).toMatch(/\/\*\* New\. \*\/[^]+export const mine = 1/)
    expect((await run('extensions')).stdout).not.toContain('has changed since')
  })

  it('is taken with a folder that stands beside nothing that is known, which is named', async () => {
    const files = { 'files-postgress/a.txt': 'a\n', 'files-dokcer/b.txt': 'b\n', 'slots-search/gitignore.txt': 'c' }
    const { json } = await runJson('add', await writeExtension('audit', {}, files), '--trust')
    expect(json['remarks']).toEqual([
      'files-dokcer/ of audit is for projects with an extension `dokcer`: did you mean files-docker/?',
      'files-postgress/ of audit is for projects with an extension `postgress`: did you mean files-postgres/?',
    ])
  })

  it('may be a package of the project', async () => {
    await audit()
    await cp(path.join(folder, 'audit'), path.join(shop, 'node_modules/paxx-extension-audit'), { recursive: true })
    await writeFile(path.join(shop, 'node_modules/paxx-extension-audit/README.md'), '# Audit\n')
    expect((await run('add', 'paxx-extension-audit', '--trust', '--no-install')).exitCode).toBe(0)
    expect(JSON.parse(await read('paxx.json')).extensions).toMatchObject({ audit: { source: 'paxx-extension-audit' } })
  })

  it('is never run, follows no link, and writes nothing outside', async () => {
    const outside = await temporaryFolder()
    const code = `<% process.getBuiltinModule('fs').writeFileSync('${outside}/ran', '') %>`
    const evil = await writeExtension('evil', {}, { 'files/a.txt': code })
    expect((await runJson('add', evil, '--trust')).json).toMatchObject({ error: { code: 'EXTENSION_INVALID' } })
    await rm(path.join(folder, 'evil/files/a.txt'))
    await symlink('/etc/hostname', path.join(folder, 'evil/files/a.txt'))
    expect((await runJson('add', evil, '--trust')).json).toMatchObject({ error: { code: 'EXTENSION_INVALID' } })
    await rm(path.join(folder, 'evil/files/a.txt'))
    await symlink(outside, path.join(shop, 'tools'))
    await mkdir(path.join(folder, 'evil/files/tools'))
    await writeFile(path.join(folder, 'evil/files/tools/a.txt'), 'a\n')
    expect((await run('add', evil, '--trust')).exitCode).toBe(1)
    expect(await readdir(outside)).toEqual([])
  })

  it.each(['docker', 'postgres', 'Audit Log'])('cannot have the name %j', async (name) => {
    const source = await writeExtension(name)
    expect((await runJson('add', source, '--trust')).json).toMatchObject({ error: { code: 'EXTENSION_NAME' } })
  })
})

describe('an extension whose script writes files', () => {
  const manifest = {
    scripts: { summary: 'node scripts/summary.ts' },
    generates: { script: 'summary', files: ['docs/summary.txt'] },
  }
  const source = (write: string) => ({
    'files/scripts/summary.ts': `import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'

mkdirSync('docs', { recursive: true })
${write}
`,
  })
  const add = async (write = `writeFileSync('docs/summary.txt', readdirSync('features').join(' '))`) =>
    await run('add', await writeExtension('summary', manifest, source(write)), '--trust')

  it('has them written by whatever changes the project, and takes them along', async () => {
    await mkdir(path.join(shop, 'node_modules'))
    await add()
    expect(await read('docs/summary.txt')).toBe('health')
    await run('feature', 'create', 'orders', 'total:integer', '--dry-run')
    expect(await read('docs/summary.txt')).toBe('health')
    await run('feature', 'create', 'orders', 'total:integer')
    expect(await read('docs/summary.txt')).toBe('health orders')

    const { stdout } = await run('remove', 'summary')
    expect(stdout).toContain('delete  docs/summary.txt')
    expect(await readdir(shop)).not.toContain('docs')
  })

  it('says what to run where the project is not installed, or the script fails', async () => {
    expect((await add()).stdout).toContain(
      'docs/summary.txt can be written once the project is installed: npm run summary',
    )
    await mkdir(path.join(shop, 'node_modules'))
    const { exitCode, stdout } = await add(`throw new Error('no room')`)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(
      /docs\/summary.txt could not be written: .*no room.* Mend that, and go on with: npm run summary/,
    )
  })

  it('writes over no file of yours', async () => {
    await mkdir(path.join(shop, 'docs'))
    await writeFile(path.join(shop, 'docs/summary.txt'), 'mine')
    const before = await snapshot(shop)
    const { exitCode, stderr } = await add()
    expect(exitCode).toBe(1)
    expect(stderr).toContain('docs/summary.txt is there, and the script `summary` writes it')
    expect(await snapshot(shop)).toEqual(before)
  })
})

describe('paxx remove', () => {
  it('gives the former tree byte for byte', async () => {
    const before = await snapshot(shop)
    await run('add', 'docker')
    await run('add', await audit(), '--trust')
    expect((await run('remove', 'docker', 'audit')).exitCode).toBe(0)
    expect(await snapshot(shop)).toEqual(before)
  })

  it('keeps what was edited, and says so', async () => {
    await run('add', 'docker')
    await appendFile(path.join(shop, 'Dockerfile'), 'LABEL mine=1\n')
    await appendFile(path.join(shop, 'README.md'), '\nMine.\n')
    const { stdout } = await run('remove', 'docker')
    expect(stdout).toContain('Dockerfile was edited, so it stays')
    expect(await read('Dockerfile')).toContain('LABEL mine=1')
    expect(await read('README.md')).toMatch(/\nMine\.\n$/)
    expect(await read('README.md')).not.toContain('In a container')
    expect(await readdir(shop)).not.toContain('compose.yaml')
  })

  it('leaves a setting that was given a value, and names it', async () => {
    await run('add', await audit(), '--trust')
    await writeFile(
      path.join(shop, '.env'),
      (await read('.env')).replace('AUDIT_URL=', 'AUDIT_URL=https://mine.example'),
    )
    const { stdout } = await run('remove', 'audit')
    expect(stdout).toContain('.env still has AUDIT_URL, which nothing reads any more.')
    expect(await read('.env')).toContain('AUDIT_URL=https://mine.example')
    expect(await read('settings.ts')).not.toContain('AUDIT_URL')
  })

  it('leaves a secret that it was given, names it, and has it again with what comes back', async () => {
    const source = await writeExtension('seal', {
      settings: { SEAL_SECRET: { type: 'z.string()', comment: 'Seals.' } },
    })
    await run('add', source, '--trust')
    const secret = /^SEAL_SECRET=[\w-]{43}$/m.exec(await read('.env'))![0]
    expect((await run('remove', 'seal')).stdout).toContain('.env still has SEAL_SECRET, which nothing reads any more.')
    expect(await read('.env')).toContain(secret)
    await run('add', source, '--trust')
    expect((await read('.env')).match(/^SEAL_SECRET=.*$/gm)).toEqual([secret])
  })

  it('leaves what another needs', async () => {
    await run('add', 'docker')
    await run('add', await writeExtension('swarm', { requires: ['docker'] }), '--trust')
    expect((await runJson('remove', 'docker')).json).toMatchObject({
      error: { code: 'EXTENSION_IN_USE', hint: 'Remove all: paxx remove swarm docker' },
    })
    expect((await run('remove', 'swarm', 'docker')).exitCode).toBe(0)
  })
})

describe('paxx extensions', () => {
  it('lists what there is and what is in, in a project and outside of one', async () => {
    const extensions = async (cwd: string) =>
      (await paxxJson(['extensions'], { cwd })).json['extensions'] as { name: string; added: boolean }[]
    expect(await extensions(folder)).toContainEqual(expect.objectContaining({ name: 'docker', added: false }))
    await run('add', 'docker')
    expect(await extensions(shop)).toContainEqual(expect.objectContaining({ name: 'docker', added: true }))
    expect((await run('extensions')).stdout).toMatch(/^✓ {2}docker {2}/m)
  })

  it('says all about one', async () => {
    const { json } = await runJson('extensions', 'info', 'docker')
    expect(json).toMatchObject({ ok: true, command: 'extensions info', name: 'docker', added: false })
    expect(json['files']).toEqual(['Dockerfile'])
    const { stdout } = await run('extensions', 'info', await audit())
    expect(stdout).toContain('AUDIT_URL: Where audits go.')
    expect(stdout).toContain('ms 2.1.3')
  })

  it.each([['add'], ['remove'], ['extensions', 'info'], ['extensions']])('has help: %s', async (...words) => {
    const { stdout, exitCode } = await run(...words, '--help')
    expect(exitCode).toBe(0)
    expect(stdout).toContain(`paxx ${words.join(' ')}`)
  })
})
