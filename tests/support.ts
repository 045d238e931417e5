import { createHash } from 'node:crypto'
import { lstat, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { execa } from 'execa'
import { onTestFinished } from 'vitest'

export const repo = path.resolve(import.meta.dirname, '..')
/** The versions that users have. */
export const released = ['0.1.0', '0.2.0', '0.3.0', '0.4.0', '0.5.0', '0.6.0', '0.7.0', '0.8.0'] as const
export type Released = (typeof released)[number]
/** One of them, packed. */
export const packed = (version: Released): string => path.join(repo, `tests/fixtures/paxx-${version}.tgz`)

export const launcher = path.join(repo, 'bin/paxx.cjs')

export interface Ran {
  readonly exitCode: number | undefined
  readonly stdout: string
  readonly stderr: string
}

interface RunOptions {
  readonly cwd: string
  readonly env?: Record<string, string>
  readonly input?: string
}

/** Runs paxx as a process, with nobody at a terminal. */
export async function paxx(args: readonly string[], { cwd, env = {}, input = '' }: RunOptions): Promise<Ran> {
  const { exitCode, stdout, stderr } = await execa(process.execPath, [launcher, ...args], {
    cwd,
    env,
    input,
    reject: false,
  })
  return { exitCode, stdout, stderr }
}

/** Runs paxx on a terminal, and gives what it printed once its question was answered. */
export const answerOn = (args: readonly string[], question: string, keys: string, cwd: string): Promise<string> =>
  answerAllOn(args, { [question]: keys }, cwd)

/** The same where it asks several: what is typed, by the question. */
export async function answerAllOn(
  args: readonly string[],
  answers: Readonly<Record<string, string>>,
  cwd: string,
): Promise<string> {
  const command = [process.execPath, launcher, ...args].join(' ')
  const options = { cwd, env: { CI: '' }, stdin: 'pipe', all: true, reject: false } as const
  const terminal = execa('script', ['-qefc', command, '/dev/null'], options)
  onTestFinished(() => void terminal.kill())
  let seen = ''
  terminal.all.on('data', (chunk: Buffer) => {
    const before = seen
    seen += chunk.toString()
    for (const [question, keys] of Object.entries(answers))
      if (!before.includes(question) && seen.includes(question)) setTimeout(() => terminal.stdin.write(keys), 200)
  })
  return (await terminal).all
}

/** Runs paxx with `--json` and gives the one object that it prints. */
export async function paxxJson(args: readonly string[], options: RunOptions) {
  const ran = await paxx(['--json', ...args], options)
  return { ...ran, json: JSON.parse(ran.stdout) as Record<string, any> }
}

/** A new folder outside the repo, removed when the test has ended. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'paxx-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 3 }))
  return folder
}

/** An environment in which a program is a shell script. */
export async function withProgram(name: string, script: string): Promise<Record<string, string>> {
  const folder = await temporaryFolder()
  await writeFile(path.join(folder, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 })
  return { PATH: `${folder}${path.delimiter}${process.env['PATH']}` }
}

/** One in which that version of Node.js is the machine's. */
export const withNode = async (version: string): Promise<Record<string, string>> =>
  await withProgram('node', `echo v${version}`)

/** Everything under a folder, by path: kind, mode and content, so that two states can be compared. */
export async function snapshot(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const described = entries.map(async (entry): Promise<[string, string]> => {
    const file = path.join(entry.parentPath, entry.name)
    const mode = ((await lstat(file)).mode & 0o777).toString(8)
    const name = path.relative(folder, file)
    if (entry.isDirectory()) return [name, `folder ${mode}`]
    if (entry.isSymbolicLink()) return [name, `link to ${await readlink(file)}`]
    return [
      name,
      `file ${mode} ${createHash('sha256')
        .update(await readFile(file))
        .digest('hex')}`,
    ]
  })
  return Object.fromEntries((await Promise.all(described)).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
