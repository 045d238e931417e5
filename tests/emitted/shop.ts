import { cp, mkdir, readdir, rm, symlink } from 'node:fs/promises'
import { createServer } from 'node:net'
import path from 'node:path'
import { execa, type ResultPromise } from 'execa'
import { expect, inject, onTestFinished } from 'vitest'
import { temporaryFolder } from '../support.ts'

export const shop: string = inject('shops')[Number(process.env['VITEST_POOL_ID']) - 1]!
export const machinePath: string = inject('machinePath')

/** What the test runner sets and a person's terminal does not. */
const clean = { NODE_ENV: '', VITEST: '' }

interface Options {
  readonly cwd?: string
  readonly env?: Record<string, string>
  readonly input?: string
}

/** Runs a program in the project, on a machine with nothing but Node.js, npm and git. */
export function run(file: string, args: readonly string[], { cwd = shop, env = {}, input = '' }: Options = {}) {
  return execa(file, args, {
    cwd,
    env: { PATH: machinePath, ...clean, ...env },
    input,
    reject: false,
    forceKillAfterDelay: 5_000,
  })
}

/** Runs one, and fails the test with all that it printed unless it succeeds. */
export async function succeed(file: string, args: readonly string[], options?: Options): Promise<string> {
  const { exitCode, stdout, stderr } = await run(file, args, options)
  expect(exitCode, `${file} ${args.join(' ')}\n${stdout}\n${stderr}`).toBe(0)
  return stdout
}

export const npx = (...args: string[]) => run('npx', ['--no-install', 'paxx', ...args])

export interface Started {
  readonly url: string
  readonly process: ResultPromise<{ reject: false }>
  /** What it has printed until now. */
  readonly log: () => string
}

/**
 * Starts a server in the project on a free port, and waits until it answers. The project's binaries come first on the
 * PATH, as npx has it; npx itself is left out, because it does not hand on a signal.
 */
export async function serve(
  file: string,
  args: readonly string[],
  { cwd = shop, env = {} }: Options = {},
): Promise<Started> {
  const port = await freePort()
  const child = execa(file, args, {
    cwd,
    env: {
      ...clean,
      ...env,
      PORT: String(port),
      PATH: [path.join(cwd, 'node_modules/.bin'), machinePath].join(path.delimiter),
    },
    stdin: 'ignore',
    reject: false,
    all: true,
    forceKillAfterDelay: 5_000,
  })
  let printed = ''
  child.all.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  onTestFinished(async () => {
    child.kill()
    await child
  })
  const url = `http://localhost:${port}`
  await expect
    .poll(
      () =>
        fetch(`${url}/health`).then(
          (answer) => answer.status,
          () => printed,
        ),
      { timeout: 30_000 },
    )
    .toBe(200)
  return { url, process: child as unknown as Started['process'], log: () => printed }
}

export async function freePort(): Promise<number> {
  return await new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

export const inShop = (...segments: string[]): string => path.join(shop, ...segments)

/** A copy of the project that shares its installed dependencies. */
export async function copyOfShop(): Promise<string> {
  const copy = path.join(await temporaryFolder(), 'shop')
  await mkdir(copy)
  for (const entry of await readdir(shop)) {
    if (['node_modules', 'data', 'dist', '.git'].includes(entry)) continue
    await cp(inShop(entry), path.join(copy, entry), { recursive: true })
  }
  await symlink(inShop('node_modules'), path.join(copy, 'node_modules'))
  return copy
}

/** Gives a copy of the project its own installed dependencies, for what changes them. */
export async function installApart(copy: string): Promise<void> {
  await rm(path.join(copy, 'node_modules'))
  await cp(inShop('node_modules'), path.join(copy, 'node_modules'), { recursive: true, verbatimSymlinks: true })
}

/** Commits all of a project, in a repository of its own. */
export async function commit(cwd: string): Promise<void> {
  await succeed('git', ['init', '--quiet'], { cwd })
  await succeed('git', ['add', '--all'], { cwd })
  await succeed('git', ['commit', '--quiet', '--no-verify', '--message', 'more'], { cwd })
}
