import { once } from 'node:events'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { type AddressInfo, createServer } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { inShop, npx, run, succeed } from './shop.ts'

const json = async (...args: string[]) => {
  const { stdout, exitCode, stderr } = await npx(...args, '--json')
  return { exitCode, stderr, json: JSON.parse(stdout) as Record<string, any> }
}

describe('in a project', () => {
  afterEach(async () => void (await succeed('git', ['checkout', '--quiet', '--', '.'])))

  it.each([
    'routes',
    'inspect',
    'db status',
    'db upgrade',
    'db history',
    'db seed',
    'config show',
    'status',
    'diff',
    'doctor',
  ])('paxx %s --json prints exactly one object', async (command) => {
    const { json: answer, exitCode } = await json(...command.split(' '))
    expect(exitCode).toBe(0)
    expect(answer).toMatchObject({ ok: true, command })
  })

  it.each([['start'], ['test'], ['routes'], ['shell'], ['db', 'upgrade'], ['db', 'reset'], ['config', 'show']])(
    'paxx %s %s --dry-run only says what it would run',
    async (...words) => {
      const { stdout, exitCode } = await npx(...words.filter(Boolean), '--dry-run')
      expect(exitCode).toBe(0)
      expect(stdout).toMatch(/^Would run: (tsx|node|npm) /)
    },
  )

  it('runs a script by tsx where its npm script says so, as for what Node.js leaves out', async () => {
    const [manifest, settings] = await Promise.all(
      ['package.json', 'settings.ts'].map((file) => readFile(inShop(file), 'utf8')),
    )
    await writeFile(inShop('settings.ts'), `enum Mine {\n  one = 1,\n}\n${settings}\nvoid Mine.one\n`)
    expect((await npx('config', 'show')).stderr).toContain('enum is not supported')
    expect((await json('config', 'show')).json).toMatchObject({
      error: { hint: expect.stringContaining('tsx scripts/config.ts') },
    })
    await writeFile(inShop('package.json'), manifest!.replace('node scripts/config.ts', 'tsx scripts/config.ts'))
    expect((await npx('config', 'show')).stdout).toMatch(/^PORT /m)
    await writeFile(inShop('settings.ts'), settings!)
    await writeFile(inShop('package.json'), manifest!)
  })

  it('says that its port is taken, and which one is free', async () => {
    const other = createServer().listen(0, 'localhost')
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const { exitCode, stderr } = await npx('start', '--port', String(port))
    other.close()
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(
      new RegExp(`^error: Port ${port} is taken by another process\\.\nhint: .*npx paxx start --port \\d+$`),
    )
  })

  it('works in any folder of it', async () => {
    const { exitCode, stdout } = await run('npx', ['--no-install', 'paxx', 'routes'], { cwd: inShop('core') })
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^GET +\/health +Liveness$/m)
  })

  it('masks secrets in config show', async () => {
    const [, secret] = /^DOCS_PASSWORD=(.+)$/m.exec(await readFile(inShop('.env'), 'utf8'))!
    const { stdout } = await npx('config', 'show')
    expect(stdout).toMatch(/^DOCS_PASSWORD +\*\*\*$/m)
    expect(stdout).not.toContain(secret)
  })

  it('names a setting that is wrong, and exits with 1', async () => {
    const { exitCode, stderr } = await run('npx', ['--no-install', 'paxx', 'config', 'show'], { env: { PORT: 'abc' } })
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/PORT: /)
  })

  it('says in config edit what is wrong then, and leaves it', async () => {
    const before = await readFile(inShop('.env'), 'utf8')
    const edit = async (editor: string) => {
      return await run('npx', ['--no-install', 'paxx', 'config', 'edit', '--json'], { env: { VISUAL: editor } })
    }
    const { exitCode, stdout } = await edit(`sh -c 'echo PORT=abc >> "$0"'`)
    const after = await readFile(inShop('.env'), 'utf8')
    await writeFile(inShop('.env'), before)
    expect({ exitCode, after }).toEqual({ exitCode: 1, after: `${before}PORT=abc\n` })
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'SETTINGS_INVALID', message: expect.stringContaining('PORT: ') },
    })
    expect(JSON.parse((await edit('true')).stdout)).toMatchObject({ ok: true, checked: true })
  })

  it('has a prompt with the database at hand', async () => {
    const { stdout, exitCode } = await run('npx', ['--no-install', 'paxx', 'shell'], {
      input: "(await db.selectNoFrom((eb) => eb.val(42).as('answer')).execute())[0].answer\n",
    })
    expect(exitCode).toBe(0)
    expect(stdout).toContain('42')
  })

  it("runs a feature's own commands, with the database at hand", async () => {
    const commands = inShop('features/health/commands.ts')
    await writeFile(
      commands,
      `import type { Resources } from '../../resources.ts'

export const greet = ({ db, settings }: Resources, name: string) => \`\${name} \${db.isTransaction} \${settings.NODE_ENV}\`
`,
    )
    try {
      expect((await npx('run', 'health:greet', 'Ada')).stdout).toBe('Ada false development')
      expect((await json('run', 'health:greet', 'Ada')).json).toMatchObject({
        ok: true,
        result: 'Ada false development',
      })
      const { exitCode, stderr } = await npx('run', 'health:great')
      expect(exitCode).toBe(1)
      expect(stderr).toContain('Names: health:greet')
    } finally {
      await rm(commands)
    }
  })

  it('passes arguments and exit codes of npm scripts on', async () => {
    const { exitCode, stderr } = await npx('test', 'no-such-file')
    expect(exitCode).toBe(1)
    expect(stderr).toContain('No test files found')
    expect((await npx('test', '--', '--help')).stdout).toContain('$ vitest run')
  })

  it("passes what follows -- on to the project's own scripts", async () => {
    const { exitCode, stderr } = await npx('routes', '--', '--nonsense')
    expect(exitCode).toBe(1)
    expect(stderr).toContain("Unknown option '--nonsense'")
  })

  it('says in its JSON when a script failed', async () => {
    const { exitCode, json: answer } = await json('test', 'no-such-file')
    expect(exitCode).toBe(1)
    expect(answer).toMatchObject({ ok: false, command: 'test', exitCode: 1, error: { code: 'TOOL_FAILED' } })
  })

  it('names the command that it runs with --verbose', async () => {
    expect((await npx('db', 'status', '--verbose')).stderr).toContain('node scripts/db.ts status')
    expect((await npx('test', '--verbose', 'no-such-file')).stderr).toContain('npm run test -- no-such-file')
  })

  it('offers its npm scripts when one is mistyped', async () => {
    expect((await npx('tset')).stderr).toContain('Did you mean `paxx test`?')
    expect((await npx('db:upgrad')).stderr).toContain('Did you mean `paxx db:upgrade`?')
  })

  it('says what was edited, missing and untouched', async () => {
    expect((await npx('status', '--check')).exitCode).toBe(0)
    await writeFile(inShop('app.ts'), `${await readFile(inShop('app.ts'), 'utf8')}\n// mine\n`)
    await rm(inShop('.editorconfig'))

    const { exitCode, json: answer } = await json('status', '--check')
    expect(exitCode).toBe(2)
    const states = Object.fromEntries(answer['files'].map(({ path, state }: Record<string, string>) => [path, state]))
    expect(states).toMatchObject({ 'app.ts': 'edited', '.editorconfig': 'missing', 'main.ts': 'untouched' })

    const { stdout } = await npx('diff', 'app.ts')
    expect(stdout).toMatch(/^--- a\/app\.ts$[^]+^\+\/\/ mine$/m)
    expect(stdout).not.toContain('.editorconfig')
    const both = await npx('diff', 'app.ts', '.editorconfig')
    expect(both.stdout).toMatch(/a\/\.editorconfig[^]+b\/app\.ts/)
    expect((await npx('diff', 'nothing.ts')).stderr).toContain('paxx wrote no file at `nothing.ts`')
  })

  it('says so when its dependencies are not installed', async () => {
    const bare = inShop('data', 'bare')
    await mkdir(bare, { recursive: true })
    await writeFile(`${bare}/paxx.json`, await readFile(inShop('paxx.json')))
    const { exitCode, stderr } = await run('npx', ['--no-install', 'paxx', 'start'], { cwd: bare })
    expect(exitCode).toBe(1)
    expect(stderr).toContain("The project's dependencies are not installed.")
    expect(stderr).toContain('npm install')
  })

  it('refuses a paxx.json that is broken, and says where', async () => {
    await writeFile(inShop('paxx.json'), '{"paxx":"0.1.0","name":"shop"}\n')
    const { exitCode, stderr } = await npx('status')
    expect(exitCode).toBe(1)
    expect(stderr).toMatch(/paxx\.json is not valid: database: /)
  })
})
