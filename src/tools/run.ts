import { constants } from 'node:os'
import path from 'node:path'
import { execa, type ResultPromise } from 'execa'
import { UsageError } from '../errors.ts'
import { compileCache } from './compile-cache.ts'
import { findOnMachine, machinePath } from './machine.ts'

/** A program to start, and where. */
export interface Tool {
  /** A binary of the project's node_modules, or else one on the PATH. */
  readonly file: string
  /** It is the machine's: nothing of a project's node_modules takes its place, nor that of what it starts. */
  readonly isOfMachine?: boolean
  /** Node.js keeps what it compiles of it, TypeScript too, for the next time. */
  readonly isCompiledOnce?: boolean
  readonly args: readonly string[]
  readonly cwd: string
  readonly env?: Readonly<Record<string, string>>
}

/** A tool as one would type it in a shell. */
export const commandLine = ({ file, args, env = {} }: Tool): string =>
  [...Object.entries(env).map(([name, value]) => `${name}=${quote(value)}`), file, ...args.map(quote)].join(' ')

const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`)

export interface Captured {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/**
 * Runs a tool and gives what it printed.
 * @param interrupted stops it
 * @throws UsageError when it is not there
 */
export async function capture(tool: Tool, interrupted?: AbortSignal): Promise<Captured> {
  const options = { stdin: 'ignore', ...(interrupted && { cancelSignal: interrupted }) }
  const { exitCode, stdout, stderr, ...result } = await start(await locate(tool), options)
  if (exitCode === undefined && !result.signal) throw notStarted(tool)
  return { exitCode: exitCode ?? exitCodeOf(result.signal), stdout: String(stdout), stderr: String(stderr) }
}

/**
 * Runs a tool in the foreground: its input, output and signals are ours, and its exit code is what we give.
 * @param output where its standard output goes: `stderr` keeps ours free for one JSON object
 * @throws UsageError when it is not there
 */
export async function runInForeground(tool: Tool, output: 'stdout' | 'stderr' = 'stdout'): Promise<number> {
  const child = start(await locate(tool), {
    stdin: 'inherit',
    stdout: output === 'stdout' ? 'inherit' : process.stderr,
    stderr: 'inherit',
  })
  const stop = passSignals(child)
  const { exitCode, signal } = await child.finally(stop)
  if (exitCode === undefined && !signal) throw notStarted(tool)
  return exitCode ?? exitCodeOf(signal)
}

/** A tool, and in which environment and by which rules it is found. */
async function locate(tool: Tool) {
  const { file, args, cwd } = tool
  const env = { ...(tool.isCompiledOnce && compileCache()), ...tool.env }
  if (!tool.isOfMachine) return { file, args, where: { cwd, env, preferLocal: true, localDir: cwd } }
  const folders = machinePath(cwd, [path.dirname(process.execPath)])
  const found = await findOnMachine(file, folders)
  if (found === undefined) throw notStarted(tool)
  return { file: found, args, where: { cwd, env: { ...env, [pathKey()]: folders.join(path.delimiter) } } }
}

/** Windows has it in another spelling. */
const pathKey = (): string => Object.keys(process.env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH'

function start({ file, args, where }: Awaited<ReturnType<typeof locate>>, options: object) {
  return execa(file, args, { ...where, reject: false, cleanup: true, ...options })
}

/** Hands our signals on. A terminal sends Ctrl-C to the child by itself, so that one must not arrive twice. */
function passSignals(child: ResultPromise): () => void {
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  const listeners = signals.map((signal) => {
    const listener = () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    }
    process.on(signal, listener)
    return () => process.off(signal, listener)
  })
  return () => listeners.forEach((remove) => remove())
}

/** As shells have it: 128 and the signal's number. */
const exitCodeOf = (signal: NodeJS.Signals | undefined): number => 128 + (signal ? constants.signals[signal] : 0)

function notStarted({ file }: Tool): UsageError {
  return new UsageError(
    'TOOL_MISSING',
    `\`${file}\` could not be started: it is not installed.`,
    'In a project, `npm install` installs its tools.',
  )
}
