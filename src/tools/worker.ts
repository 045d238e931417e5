import path from 'node:path'
import { execa } from 'execa'
import { UsageError } from '../errors.ts'
import { isInstalled } from '../project/installed.ts'
import { packageRoot } from '../project/package-root.ts'
import { type Answer, answerDescriptor, type Failure, type Request } from '../worker/protocol.ts'
import { compileCache } from './compile-cache.ts'

const worker = path.join(packageRoot, 'dist', 'worker.js')

/**
 * Asks src/worker in a process of its own: of a project's Node, or outside one of the Node that runs this. Node takes the
 * types out of TypeScript itself, in less time than tsx; what it cannot load so is left to the project's tsx.
 * @param root of the project
 * @param verbose shows what the project's code prints
 * @throws UsageError when it cannot start, or the project's code ends it
 */
export async function askWorker<Said extends Answer>(
  request: Request,
  root: string | undefined,
  verbose: boolean,
): Promise<Said | { readonly error: Failure }> {
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
  const answer = await ask(request, { root, verbose, loader: [] })
  // What ran and was refused would be so again.
  const again = 'error' in answer && needsProject && answer.error.code !== 'MIGRATION_REFUSED'
  return (again ? await ask(request, { root, verbose, loader: ['--import', 'tsx'] }) : answer) as Said
}

interface Process {
  readonly root: string | undefined
  readonly verbose: boolean
  /** Options of Node, by which it loads TypeScript. */
  readonly loader: readonly string[]
}

async function ask(request: Request, { root, verbose, loader }: Process): Promise<Answer> {
  const { stdio, stderr, exitCode, signal } = await execa(
    root === undefined ? process.execPath : 'node',
    ['--disable-warning=ExperimentalWarning', ...loader, worker],
    {
      cwd: root ?? process.cwd(),
      preferLocal: root !== undefined,
      localDir: root ?? process.cwd(),
      env: compileCache(),
      // The first is the request, and the fourth `answerDescriptor`.
      input: JSON.stringify(request),
      stdio: ['pipe', verbose ? process.stderr : 'ignore', verbose ? ['pipe', process.stderr] : 'pipe', 'pipe'],
      maxBuffer: 1_000_000_000,
      reject: false,
      cleanup: true,
    },
  )
  const answer = String(stdio[answerDescriptor])
  if (answer) return JSON.parse(answer) as Answer
  const said = String(stderr)
    .split('\n')
    .findLast((line) => line.includes('Error'))
  throw new UsageError(
    'PROJECT_FAILED',
    `The process that reads the project ended: ${said ?? signal ?? `exit code ${exitCode}`}`,
    '--verbose shows all that it prints.',
  )
}
