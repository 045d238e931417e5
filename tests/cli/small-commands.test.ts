import { spawn } from 'node:child_process'
import { appendFile, chmod, mkdir, readdir, rename, symlink, truncate, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { describe, expect, it, onTestFinished } from 'vitest'
import { launcher, paxx, paxxJson, temporaryFolder } from '../support.ts'

const env = { TZ: 'UTC' }
const time = Date.parse('2026-11-29T12:30:05.250Z')
const entry = (fields: object) => `${JSON.stringify({ level: 30, time, ...fields })}\n`
const log = [
  entry({ requestId: 'r1', method: 'POST', route: '/customers', status: 201, ms: 99.5, msg: 'request' }),
  entry({ level: 20, msg: 'looked' }),
  entry({ level: 40, msg: 'slow', ms: 900, requestId: 'r2' }),
  'Debugger attached.\n',
  entry({
    level: 50,
    requestId: 'r1',
    msg: 'failed',
    err: { type: 'Error', stack: 'Error: no\n    at a.ts:1', cause: { message: 'why' } },
  }),
].join('')

async function logFile(text = log): Promise<{ cwd: string; file: string }> {
  const cwd = await temporaryFolder()
  await writeFile(path.join(cwd, 'shop.log'), text)
  return { cwd, file: path.join(cwd, 'shop.log') }
}

describe('paxx log tail', () => {
  const readable = [
    '2026-11-29 12:30:05.250 INFO  POST /customers 201 99.5ms requestId=r1',
    '2026-11-29 12:30:05.250 DEBUG looked',
    '2026-11-29 12:30:05.250 WARN  slow ms=900 requestId=r2',
    'Debugger attached.',
    '2026-11-29 12:30:05.250 ERROR failed requestId=r1',
    '    Error: no',
    '        at a.ts:1',
    '    caused by: why',
  ]

  it('makes a file and standard input readable', async () => {
    const { cwd } = await logFile()
    expect((await paxx(['log', 'tail', 'shop.log'], { cwd, env })).stdout.split('\n')).toEqual(readable)
    expect((await paxx(['log', 'tail'], { cwd, env, input: log })).stdout.split('\n')).toEqual(readable)
    expect((await paxx(['log', 'tail', 'shop.log', '-n', '2'], { cwd, env })).stdout.split('\n')).toEqual(
      readable.slice(3),
    )
  })

  it.each([
    [
      ['--level', 'warn'],
      ['slow', 'failed'],
    ],
    [
      ['--request', 'r1'],
      ['request', 'failed'],
    ],
    [['--request', 'r1', '--level', 'error'], ['failed']],
    [['--request', 'none'], []],
  ])('finds by %j', async (args, messages) => {
    const { cwd } = await logFile()
    const { json } = await paxxJson(['log', 'tail', 'shop.log', ...args], { cwd })
    expect((json['lines'] as { msg: string }[]).map(({ msg }) => msg)).toEqual(messages)
  })

  it('prints nothing that a terminal acts on', async () => {
    const hostile = entry({ msg: 'a\u001B[2Jb\u009B1m', path: '\u202E' }) + 'x\u001B]0;y\u0007\n'
    const { stdout } = await paxx(['log', 'tail'], { cwd: await temporaryFolder(), env, input: hostile })
    expect(stdout).toBe('2026-11-29 12:30:05.250 INFO  a\\u{1b}[2Jb\\u{9b}1m path=\\u{202e}\nx\\u{1b}]0;y\\u{7}')
  })

  it('follows a file that grows, is cut, and gives way to another', async () => {
    const { cwd, file } = await logFile(entry({ msg: 'one' }))
    const child = spawn(process.execPath, [launcher, 'log', 'tail', 'shop.log', '-f'], {
      cwd,
      env: { ...process.env, ...env },
    })
    onTestFinished(() => void child.kill())
    let said = ''
    child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()))
    const says = async (word: string) => await expect.poll(() => said, { timeout: 20_000 }).toContain(` ${word}\n`)

    await says('one')
    const two = entry({ msg: 'two' })
    await appendFile(file, two.slice(0, 12))
    await appendFile(file, two.slice(12))
    await says('two')
    await rename(file, `${file}.1`)
    await appendFile(`${file}.1`, entry({ msg: 'late' }))
    await writeFile(file, entry({ msg: 'three' }))
    await says('three')
    await says('late')
    await truncate(file)
    await new Promise((resolve) => setTimeout(resolve, 600))
    await appendFile(file, entry({ msg: 'four' }))
    await says('four')
    expect(said.match(/INFO/g)).toHaveLength(5)
  })

  it('ends with whoever reads it', async () => {
    const { cwd } = await logFile(log.repeat(20_000))
    const command = `'${process.execPath}' '${launcher}' log tail < shop.log | head -1`
    const { stdout, stderr } = await execa('bash', ['-c', command], { cwd, env })
    expect({ stdout, stderr }).toEqual({ stdout: readable[0], stderr: '' })
  })

  it.each([
    [['log', 'tail', 'none.log'], 'LOG_MISSING'],
    [['log', 'tail', '.'], 'LOG_MISSING'],
    [['log', 'tail', '-n', 'x'], 'BAD_ARGUMENTS'],
    [['log', 'tail', '-f', 'a.log'], 'NO_JSON'],
    [['log', 'tail', '--level', 'loud'], 'BAD_ARGUMENTS'],
  ])('%j is %s', async (args, code) => {
    expect((await paxxJson(args, { cwd: await temporaryFolder() })).json).toMatchObject({ ok: false, error: { code } })
  })
})

describe('in a project', () => {
  async function project(): Promise<string> {
    const cwd = await temporaryFolder()
    await paxx(['bootstrap', 'shop', '--no-install'], { cwd })
    return path.join(cwd, 'shop')
  }

  it('paxx clean removes what is built and cached, and nothing else', async () => {
    const cwd = await project()
    const at = (file: string) => path.join(cwd, file)
    for (const folder of ['dist/core', 'node_modules/.cache/paxx', 'node_modules/hono', 'data', 'elsewhere']) {
      await mkdir(at(folder), { recursive: true })
      await writeFile(at(`${folder}/file`), 'x'.repeat(1000))
    }
    await symlink(at('elsewhere'), at('node_modules/.vite'))
    await symlink(at('elsewhere'), at('dist/link'))
    await mkdir(at('coverage'))
    await writeFile(at('coverage/mine'), '')
    await execa('git', ['add', '--force', 'coverage'], { cwd })

    const planned = await paxxJson(['clean', '--dry-run'], { cwd })
    const removed = [
      { path: 'dist', files: 2 },
      { path: 'node_modules/.cache', files: 1, bytes: 1000 },
    ]
    expect(planned.json).toMatchObject({ dryRun: true, removed, kept: ['coverage'] })
    expect(await readdir(at('dist'))).toEqual(['core', 'link'])

    const { stdout } = await paxx(['clean'], { cwd })
    expect(stdout).toMatch(
      /^removed +dist +2 files +2 kB\nremoved +node_modules\/\.cache +1 file +1 kB\ncoverage stays/,
    )
    expect(await readdir(cwd)).toEqual(expect.arrayContaining(['data', 'elsewhere', 'coverage', 'node_modules']))
    expect(await readdir(cwd)).not.toContain('dist')
    expect((await readdir(at('node_modules'))).toSorted()).toEqual(['.vite', 'hono'])
    expect(await readdir(at('elsewhere'))).toEqual(['file'])
    expect((await paxxJson(['clean'], { cwd })).json).toMatchObject({ removed: [], kept: ['coverage'], bytes: 0 })
  })

  it('paxx assets runs the script of the project, where it has one', async () => {
    const cwd = await project()
    await mkdir(path.join(cwd, 'node_modules'))
    for (const action of ['build', 'watch', 'clean']) {
      const { json } = await paxxJson(['assets', action, '--dry-run'], { cwd })
      expect(json).toMatchObject({
        error: { code: 'EXTENSION_ABSENT', hint: 'Add what bundles them: paxx add assets' },
      })
    }
    await paxx(['add', 'assets', '--no-install'], { cwd })
    for (const action of ['build', 'watch', 'clean']) {
      const { json } = await paxxJson(['assets', action, '--dry-run'], { cwd })
      expect(json).toMatchObject({ ok: true, run: `node scripts/assets.ts ${action}` })
    }
  })

  it('paxx config edit opens .env in the editor of the environment, which a project does not name', async () => {
    const cwd = await project()
    await mkdir(path.join(cwd, 'node_modules/.bin'), { recursive: true })
    for (const name of ['node_modules/.bin/edit', 'editor']) {
      await writeFile(path.join(cwd, name), `#!/bin/sh\necho "$@" > '${cwd}/opened'\n`)
      await chmod(path.join(cwd, name), 0o755)
    }
    const edit = async (EDITOR: string, ...args: string[]) =>
      await paxxJson(['config', 'edit', ...args], { cwd, env: { EDITOR, VISUAL: '' } })

    expect((await edit('')).json).toMatchObject({ error: { code: 'EDITOR_MISSING' } })
    expect((await edit('edit')).json).toMatchObject({ error: { code: 'TOOL_MISSING' } })
    expect((await edit('false')).json).toMatchObject({ error: { code: 'TOOL_FAILED' } })
    expect((await edit(`'${cwd}/editor' --wait`, '--dry-run')).json).toMatchObject({
      ok: true,
      run: `${cwd}/editor --wait ${cwd}/.env`,
    })
    expect(await readdir(cwd)).not.toContain('opened')
    expect((await edit(`"${cwd}/editor" --wait`)).json).toMatchObject({ ok: true, checked: false })
    expect(await readdir(cwd)).toContain('opened')
  })

  it('a field that is named like a secret is warned about, and private ones are not', async () => {
    const cwd = await project()
    const create = ['feature', 'create', 'users', 'email:email', 'password:string', 'token:uuid:private', '--no-color']
    expect((await paxx([...create, '--dry-run'], { cwd })).stdout).toMatch(
      /\nwarning: `password` is named like a secret, .*`password:string:private`/,
    )
    expect((await paxxJson(create, { cwd })).json['warnings']).toEqual([expect.stringContaining('`password`')])
    const add = async (...fields: string[]) => (await paxxJson(['field', 'add', 'users', ...fields], { cwd })).json
    expect((await add('notes:text:optional'))['warnings']).toEqual([])
    expect((await add('api-key:string:optional'))['warnings']).toEqual([expect.stringContaining('`apiKey`')])
  })
})
