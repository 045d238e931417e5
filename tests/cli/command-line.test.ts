import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { execa } from 'execa'
import { describe, expect, it } from 'vitest'
import { commands, isGroup, word } from '../../src/commands/index.ts'
import { paxx, paxxJson, repo, temporaryFolder } from '../support.ts'

const leaves = commands.flatMap((entry) =>
  isGroup(entry) ? entry.commands.map((leaf) => [word(entry), word(leaf)]) : [[word(entry)]],
)

/** Those that are paxx's own. */
const known = (await readdir(path.join(repo, 'templates/extensions'))).toSorted()

describe('paxx --version', () => {
  it('prints the version of package.json', async () => {
    const { version } = JSON.parse(await readFile(path.join(repo, 'package.json'), 'utf8')) as { version: string }
    expect(await paxx(['--version'], { cwd: repo })).toEqual({ exitCode: 0, stdout: version, stderr: '' })
  })
})

describe('--help', () => {
  it('lists every command that is not hidden', async () => {
    const { stdout, exitCode } = await paxx(['--help'], { cwd: repo })

    expect(exitCode).toBe(0)
    for (const entry of commands) {
      if (entry.describe === undefined) expect(stdout).not.toContain(`paxx ${word(entry)}`)
      else expect(stdout).toContain(`paxx ${word(entry)}`)
    }
  })

  it.each(leaves)('of paxx %s %s says what it makes, with examples', async (...words) => {
    const { stdout, exitCode, stderr } = await paxx([...words.filter(Boolean), '--help'], { cwd: repo })

    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    expect(stdout).toContain(`paxx ${words.join(' ')}`)
    expect(stdout).toContain('--dry-run')
    if (!['complete', 'render'].includes(words[0]!)) expect(stdout).toContain('Examples:')
  })

  it('names an argument once, as it is typed', async () => {
    const { stdout } = await paxx(['add', '--help'], { cwd: repo })
    expect(stdout).toMatch(/^Arguments:\n {2}extensions {2}Names/m)
    expect(stdout.match(/\bextensions {2}/g)).toHaveLength(1)
  })

  it('of a group lists its commands, and says what its word alone does', async () => {
    const { stdout: extensions } = await paxx(['extensions', '--help'], { cwd: repo })
    expect(extensions).toMatch(/^paxx extensions \[command\]\n[^]+paxx extensions info <extension>[^]+Examples:/)
    expect(extensions).not.toContain('--version')

    const { stdout } = await paxx(['db', '--help'], { cwd: repo })
    for (const name of [
      'migrate',
      'check',
      'diff',
      'pull',
      'upgrade',
      'downgrade',
      'status',
      'history',
      'reset',
      'seed',
    ])
      expect(stdout).toContain(`paxx db ${name}`)
  })
})

describe('a command line that is wrong', () => {
  it.each([
    [['feature', 'remove'], '`paxx feature remove` needs <name>.'],
    [['db', 'diff', 'models'], '`paxx db diff` needs <from> and <to>.'],
  ])('%j needs more', async (args, message) => {
    const { stderr, exitCode } = await paxx(args, { cwd: repo })
    expect(exitCode).toBe(1)
    expect(stderr).toContain(`error: ${message}`)
  })

  it.each([
    [['bootstap', 'shop'], 'UNKNOWN_COMMAND', 'Did you mean `paxx bootstrap`?'],
    [['db', 'upgrad'], 'UNKNOWN_COMMAND', 'Did you mean `paxx db upgrade`?'],
    [['xyzzyxyzzy'], 'UNKNOWN_COMMAND', '`paxx --help` lists the commands.'],
    [['bootstrap', 'shop', '--datbase', 'sqlite'], 'UNKNOWN_OPTION', 'Did you mean `--database`?'],
    [['bootstrap', 'shop', '--datbase=sqlite'], 'UNKNOWN_OPTION', 'Did you mean `--database`?'],
    [['feature', 'create', 'orders', 'total:integer', '--htlm'], 'UNKNOWN_OPTION', 'Did you mean `--html`?'],
    [['feature', 'create', '--singular=order', '--htlm', 'orders'], 'UNKNOWN_OPTION', 'Did you mean `--html`?'],
    [['feature', 'create', 'name', '--htlm'], 'UNKNOWN_OPTION', 'Did you mean `--html`?'],
    [['feature', 'create', '--htlm', 'orders'], 'UNKNOWN_OPTION', 'Did you mean `--html`?'],
    [['add', 'auth', '--dry-rnu'], 'UNKNOWN_OPTION', 'Did you mean `--dry-run`?'],
    [['db', 'migrate', '--meme', 'add orders'], 'UNKNOWN_OPTION', '`paxx db migrate --help` says what it takes.'],
    [['db', 'status', '--sql'], 'UNKNOWN_OPTION', '`paxx db status --help` says what it takes.'],
    [['status', '--chekc'], 'UNKNOWN_OPTION', 'Did you mean `--check`?'],
    [['--nonsense'], 'UNKNOWN_OPTION', '`paxx --help` says what it takes.'],
    [['db'], 'COMMAND_MISSING', '`paxx db --help` says what it takes.'],
    [['doctor', 'now'], 'TOO_MANY_ARGUMENTS', '`paxx doctor --help` says what it takes.'],
    [['bootstrap'], 'PATH_MISSING', 'For example: paxx bootstrap shop'],
    [['bootstrap', 'shop', '--database', 'oracle'], 'BAD_ARGUMENTS', '`paxx bootstrap --help` says what it takes.'],
    [['bootstrap', 'shop', '--name'], 'BAD_ARGUMENTS', '`paxx bootstrap --help` says what it takes.'],
    [['start', '--prot', '3000'], 'UNKNOWN_OPTION', 'Did you mean `--port`?'],
    [['routes', '--jsn'], 'UNKNOWN_OPTION', 'Did you mean `--json`?'],
    [['start', '--port', '1', '--port', '2'], 'BAD_ARGUMENTS', '`paxx start --help` says what it takes.'],
    [['start', '--port', 'abc'], 'BAD_ARGUMENTS', 'For example: paxx start --port 3000'],
    [['start', '--port', '65536'], 'BAD_ARGUMENTS', 'For example: paxx start --port 3000'],
  ])('%j is %s, in one line with a hint', async (args, code, hint) => {
    const cwd = await temporaryFolder()
    const { exitCode, stdout, stderr } = await paxx(args, { cwd })
    expect({ exitCode, stdout }).toEqual({ exitCode: 1, stdout: '' })
    expect(stderr.split('\n')).toEqual([expect.stringMatching(/^error: \S/), `hint:  ${hint}`])
    expect((await paxxJson(args, { cwd })).json).toMatchObject({ ok: false, error: { code, hint } })
  })

  it('that is another tool’s is read as ours, or says what there is', async () => {
    const cwd = await temporaryFolder()
    const { exitCode, stdout, stderr } = await paxx(['--no-color', 'new', 'shop', '--dry-run', '--no-install'], { cwd })
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: 'paxx new is paxx bootstrap.' })
    expect(stdout).toContain('package.json')
    expect(await paxx(['make:model', 'Order', '-mcr'], { cwd })).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'error: `paxx make:model` is none of our commands. A feature has its model, schemas, services, routes and tests, made together from its fields.\nhint:  paxx feature create orders total:integer',
    })
    const { json } = await paxxJson(['db', 'rollback'], { cwd })
    expect(json).toMatchObject({ ok: false, command: 'db downgrade', error: { code: 'NOT_A_PROJECT' } })
    const help = (await paxx(['--help'], { cwd })).stdout
    expect(help.slice(help.indexOf('Words of other tools'))).toMatch(/paxx db downgrade +rollback, db rollback,/)
  })

  it('is one JSON object with --json', async () => {
    const cwd = await temporaryFolder()
    expect(await paxxJson(['bootstap'], { cwd })).toMatchObject({
      exitCode: 1,
      stderr: '',
      json: { ok: false, command: '', error: { code: 'UNKNOWN_COMMAND', hint: 'Did you mean `paxx bootstrap`?' } },
    })
    expect((await paxxJson(['db', 'status'], { cwd })).json).toMatchObject({ ok: false, command: 'db status' })
  })

  it.each([
    ['start'],
    ['status'],
    ['diff'],
    ['routes'],
    ['shell'],
    ['db', 'upgrade'],
    ['db', 'reset'],
    ['db', 'migrate', 'orders'],
    ['db', 'check'],
    ['config', 'show'],
    ['config', 'edit'],
    ['inspect'],
    ['clean'],
    ['render'],
  ])('paxx %s %s outside a project says so', async (...args) => {
    const { exitCode, stderr } = await paxx(args.filter(Boolean), { cwd: await temporaryFolder() })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/^error: There is no paxx project here/)
    expect(stderr).toContain('hint:  Go into one, or make one: paxx bootstrap shop')
  })

  it('shows the stack with --verbose only', async () => {
    const cwd = await temporaryFolder()
    expect((await paxx(['status'], { cwd })).stderr).not.toMatch(/\n\s+at /)
    expect((await paxx(['status', '--verbose'], { cwd })).stderr).toMatch(/\n\s+at /)
  })
})

describe('an old Node.js', () => {
  it('gets a sentence and a hint', async () => {
    const pretend = `Object.defineProperty(process.versions, 'node', { value: '18.20.0' }); require('${repo}/bin/paxx.cjs')`
    const { exitCode, stderr } = await execa(process.execPath, ['-e', pretend], { reject: false })
    expect(exitCode).toBe(1)
    expect(stderr).toBe(
      [
        'error: paxx needs Node.js 24.16 or newer, and this is 18.20.0.',
        'hint:  install a current one from https://nodejs.org, or put one beside paxx: npm install node@24',
      ].join('\n'),
    )
  })
})

describe('paxx completion', () => {
  it.each([
    [['b'], ['bootstrap']],
    [
      ['db', ''],
      [
        'migrate',
        'check',
        'diff',
        'diagram',
        'pull',
        'squash',
        'upgrade',
        'downgrade',
        'status',
        'history',
        'reset',
        'seed',
      ],
    ],
    [['db', 'u'], ['upgrade']],
    [['feature', 'j'], ['join']],
    [['db', 'upgrade', '--s'], ['--sql']],
    [['db', 'reset', '--s'], ['--seed']],
    [['bootstrap', '--n'], ['--name']],
    [['--j'], ['--json']],
    [['nothing', ''], []],
    [
      ['generate', 'a'],
      ['auth', 'authentication'],
    ],
    [['create', ''], ['user']],
    [['event', ''], ['create']],
    [['dockerize', ''], known.filter((name) => name !== 'docker')],
    [['migrate', '--s'], ['--sql']],
    [['--json', 'generate', 'auth', '--dr'], ['--dry-run']],
    [['add', ''], known],
    [['add', 'docker', ''], known.filter((name) => name !== 'docker')],
    [
      ['add', '--dry-run', 'd'],
      ['deprecation', 'docker'],
    ],
    [['remove', ''], []],
    [['extensions', 'info', 'r'], ['redis']],
    [
      ['bootstrap', 'shop', '--with', 'd'],
      ['deprecation', 'docker'],
    ],
    [['bootstrap', 'shop', '--name', ''], []],
    [
      ['switch', '--database', ''],
      ['sqlite', 'postgres', 'mysql'],
    ],
    [['templates', 'eject', ''], ['feature']],
    [['completion', 'z'], ['zsh']],
    [['log', ''], ['tail']],
    [['log', 'tail', '--level', 'w'], ['warn']],
    [
      ['config', ''],
      ['show', 'edit'],
    ],
  ])('completes %j to %j', async (words, expected) => {
    const { stdout } = await paxx(['complete', '--', ...words], { cwd: await temporaryFolder() })
    expect(stdout.split('\n').filter(Boolean)).toEqual(expected)
  })

  it.each(['bash', 'zsh'])('prints a script that %s accepts', async (shell) => {
    const { stdout } = await paxx(['completion', shell], { cwd: repo })
    expect(stdout).toContain('paxx complete --')
    if (shell === 'bash') await execa('bash', ['-n'], { input: stdout })
  })

  it('completes in bash', async () => {
    const { stdout: script } = await paxx(['completion', 'bash'], { cwd: repo })
    const bash = `paxx() { '${process.execPath}' '${repo}/bin/paxx.cjs' "$@"; }
${script}
COMP_WORDS=(paxx db do) COMP_CWORD=2
_paxx
printf '%s' "\${COMPREPLY[*]}"`
    expect((await execa('bash', ['-c', bash])).stdout).toBe('downgrade')
  })
})
