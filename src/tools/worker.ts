import path from 'node:path'
import { execa } from 'execa'
import { UsageError } from '../errors.ts'
import { isInstalled } from '../project/installed.ts'
import { packageRoot } from '../project/package-root.ts'
import { type Answer, answerDescriptor, type Failure, type Request } from '../worker/protocol.ts'
import { compileCache } from './compile-cache.ts'

const worker = path.join(packageRoot, 'dist', 'worker.js')

/** A process of src/worker, which is asked one thing after another. */
export interface Worker {
  /** @throws UsageError when the process cannot start, or the project's code ends it */
  readonly ask: <Said extends Answer>(request: Request) => Promise<Said | { readonly error: Failure }>
}

/**
 * Has src/worker at hand, in a process of its own: of a project's Node, or outside one of the Node that runs this. It starts
 * with the first request, and what it has loaded or started serves those that follow; so a project must not be changed
 * between them. Node takes the types out of TypeScript itself, in less time than tsx; what it cannot load so is left to the
 * project's tsx.
 * @param root of the project
 * @param verbose shows what the project's code prints
 */
export async function withWorker<Result>(
  root: string | undefined,
  verbose: boolean,
  use: (worker: Worker) => Promise<Result>,
): Promise<Result> {
  let running: Running | undefined
  const start = (loader: readonly string[]): Running => (running = startWorker({ root, verbose, loader }))
  const ask = async (request: Request): Promise<Answer> => {
    const needsProject =
      request === 'sequences' ||
      'sources' in request ||
      [request.from, request.to].some((side) => typeof side === 'string' || 'migrations' in side)
    if (needsProject && !(await isInstalled(root!))) {
      throw new UsageError(
        'NOT_INSTALLED',
        "The project's dependencies are not installed.",
        'Run: npm install, or what your package manager has for it',
      )
    }
    const { isTsx, ...first } = running ?? start([])
    const answer = await first.ask(request)
    if (!('error' in answer) || !needsProject || isTsx || saidAgain.has(answer.error.code ?? '')) return answer
    await first.end()
    return await start(['--import', 'tsx']).ask(request)
  }
  try {
    return await use({ ask: ask as Worker['ask'] })
  } finally {
    await running?.end()
  }
}

/** What is said of a database, and would be said again however its project is loaded. */
const saidAgain = new Set([
  'DATABASE_NOT_NAMED',
  'DATABASE_UNREADABLE',
  'EXTENSION_MISSING',
  'MIGRATION_REFUSED',
  'SCRATCH_REFUSED',
])

interface Process {
  readonly root: string | undefined
  readonly verbose: boolean
  /** Options of Node, by which it loads TypeScript. */
  readonly loader: readonly string[]
}

interface Running {
  readonly isTsx: boolean
  readonly ask: (request: Request) => Promise<Answer>
  readonly end: () => Promise<unknown>
}

function startWorker({ root, verbose, loader }: Process): Running {
  const running = execa(
    root === undefined ? process.execPath : 'node',
    ['--disable-warning=ExperimentalWarning', ...loader, worker],
    {
      cwd: root ?? process.cwd(),
      preferLocal: root !== undefined,
      localDir: root ?? process.cwd(),
      env: compileCache(),
      // The first has the requests, and the fourth, `answerDescriptor`, the answers.
      stdio: ['pipe', verbose ? process.stderr : 'ignore', verbose ? ['pipe', process.stderr] : 'pipe', 'pipe'],
      buffer: { fd3: false },
      reject: false,
      cleanup: true,
    },
  )
  const answers = running.iterable({ from: `fd${answerDescriptor}` })
  const ask = async (request: Request): Promise<Answer> => {
    running.stdin.write(`${JSON.stringify(request)}\n`)
    const { value } = await answers.next()
    if (value !== undefined) return JSON.parse(value) as Answer
    const { stderr, exitCode, signal } = await running
    const said = String(stderr)
      .split('\n')
      .findLast((line) => line.includes('Error'))
    throw new UsageError(
      'PROJECT_FAILED',
      `The process that reads the project ended: ${said ?? signal ?? `exit code ${exitCode}`}`,
      '--verbose shows all that it prints.',
    )
  }
  const end = async (): Promise<unknown> => {
    running.stdin.end()
    return await running
  }
  return { isTsx: loader.length > 0, ask, end }
}
