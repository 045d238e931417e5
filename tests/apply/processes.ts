import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'rolldown'

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stderr: string
}

/** Bundles the fixture, so that each of many processes starts quickly. */
export async function bundle(): Promise<{ script: string; remove: () => void }> {
  const folder = mkdtempSync(join(tmpdir(), 'paxx-bundle-'))
  const script = join(folder, 'command.mjs')
  const input = fileURLToPath(new URL('fixtures/command.ts', import.meta.url))
  await build({ input, platform: 'node', output: { file: script }, logLevel: 'silent' })
  return { script, remove: () => rmSync(folder, { recursive: true }) }
}

/** What a script is run with besides its command and its folder. */
export interface Extras {
  /** Options for strace, under which it then runs. */
  strace?: readonly string[]
  /** Further arguments. */
  args?: readonly string[]
}

/** Starts a script (the fixture, or paxx) with the name of a command and the folder that it is about. */
export function start(script: string, name: string, folder: string, { strace, args = [] }: Extras = {}): ChildProcess {
  const command = [...(strace ? ['strace', ...strace] : []), process.execPath, script, name, folder, ...args]
  return spawn(command[0]!, command.slice(1), {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, UV_USE_IO_URING: '0', NODE_OPTIONS: '', NODE_COMPILE_CACHE: undefined },
  })
}

export async function ended(child: ChildProcess): Promise<Ended> {
  let stderr = ''
  child.stderr!.on('data', (chunk) => (stderr += chunk))
  const [code, signal] = await once(child, 'close')
  return { code, signal, stderr }
}

/** Why strace cannot be used here, if it cannot. */
export function straceMissing(): string | undefined {
  const { error, status } = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'])
  if (error) return 'strace is not installed'
  return status === 0 ? undefined : 'strace may not trace here'
}

const changing =
  '?open,openat,?creat,write,pwrite64,writev,?rename,renameat,renameat2,?unlink,unlinkat,?rmdir,?mkdir,mkdirat,' +
  '?link,linkat,?symlink,symlinkat,fsync,fdatasync,?chmod,fchmod,fchmodat,ftruncate,copy_file_range,exit_group'

/** The n-th call of a name in its thread. */
export interface Point {
  syscall: string
  n: number
}

/** Runs a script once and lists the calls by which it changes something in a folder or beside it, and its end. */
export async function recordPoints(
  script: string,
  name: string,
  folder: string,
  args?: readonly string[],
): Promise<Point[]> {
  const within = dirname(folder)
  const log = join(tmpdir(), `paxx-strace-${process.pid}-${process.hrtime.bigint()}.log`)
  const { code, stderr } = await ended(
    start(script, name, folder, { args, strace: ['-f', '-y', '-s', '400', '-o', log, '-e', `trace=${changing}`] }),
  )
  if (code !== 0) throw new Error(`the recording failed: ${stderr}`)
  const counts = new Map<string, number>()
  const points: Point[] = []
  const lines = readFileSync(log, 'utf8').split('\n')
  rmSync(log)
  for (const line of lines) {
    const [, thread, syscall] = /^(\d+) +(\w+)\(/.exec(line) ?? []
    if (!thread || !syscall) continue
    const n = (counts.get(`${thread} ${syscall}`) ?? 0) + 1
    counts.set(`${thread} ${syscall}`, n)
    const reads = syscall.startsWith('open') && !/O_(WRONLY|RDWR|CREAT)/.test(line)
    if ((line.includes(within) && !reads) || syscall === 'exit_group') points.push({ syscall, n })
  }
  return points
}

/** The options by which strace kills a process as it enters a call, before the call does anything. */
export const killAt = ({ syscall, n }: Point): string[] =>
  `-f -o /dev/null -e trace=${syscall} -e inject=${syscall}:signal=KILL:when=${n}`.split(' ')

/** Does `work` for each item, two at a time. */
export async function inPairs<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const queue = items.values()
  const worker = async (): Promise<void> => {
    for (const item of queue) await work(item)
  }
  await Promise.all([worker(), worker()])
}
