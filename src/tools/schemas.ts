import path from 'node:path'
import { UsageError } from '../errors.ts'
import type { Engine, Schema } from '../schema/schema.ts'
import type { Behind, BuiltBy, Failure, SchemasRead, Side } from '../worker/protocol.ts'
import { type Worker, withWorker } from './worker.ts'

interface Reading {
  /** Shows what the project's code prints. */
  readonly verbose: boolean
  /** Of the project. */
  readonly engine?: Engine
  /** One that is there already. */
  readonly worker?: Worker
}

/**
 * Reads two schemas in one process of the project's own Node and tsx; outside a project, of the Node that runs this.
 * @param root of the project, if there is one
 * @param from,to `models`, `migrations`, `database` (that of the settings), what some migrations build, or one by its URL:
 *   `sqlite:data/shop.db`, `postgres://…`, `mysql://…`
 * @throws UsageError for what cannot be read
 */
export async function readSchemas(
  root: string | undefined,
  from: string | BuiltBy,
  to: string | BuiltBy,
  { verbose, engine = 'sqlite', worker }: Reading,
): Promise<{ readonly from: Schema; readonly to: Schema }> {
  const read = async ({ ask }: Worker) =>
    await ask<SchemasRead>({ from: sideOf(from, root), to: sideOf(to, root), engine })
  const answer = await (worker ? read(worker) : withWorker(root, verbose, read))
  if ('error' in answer) throw errorOf(answer.error)
  return answer
}

/**
 * The sequences of a project's PostgreSQL that are behind their rows.
 * @throws UsageError for a database that cannot be read
 */
export async function readBehind(root: string): Promise<readonly Behind[]> {
  const answer = await withWorker(root, false, ({ ask }) => ask<{ readonly behind: readonly Behind[] }>('sequences'))
  if ('error' in answer) throw errorOf(answer.error)
  return answer.behind
}

/**
 * Reads what the models of a project say, for an engine that it need not have.
 * @throws UsageError for what cannot be read
 */
export async function readDeclared(
  root: string,
  { verbose, engine }: { readonly verbose: boolean; readonly engine: Engine },
): Promise<Schema> {
  const answer = await withWorker(root, verbose, ({ ask }) =>
    ask<SchemasRead>({ from: 'declared', to: 'declared', engine }),
  )
  if ('error' in answer) throw errorOf(answer.error)
  return answer.from
}

function sideOf(text: string | BuiltBy, root: string | undefined): Side {
  if (typeof text !== 'string') return text
  if (text === 'models' || text === 'migrations' || text === 'database') {
    if (root !== undefined) return text
    throw new UsageError(
      'NOT_A_PROJECT',
      `There are no ${text} here: no paxx.json in this folder or above it.`,
      'Go into a project, or name a database: sqlite:data/shop.db',
    )
  }
  const [, file] = /^sqlite:(.+)$/.exec(text) ?? []
  if (file !== undefined) return { file: file === ':memory:' ? file : path.resolve(file) }
  if (/^(postgres(ql)?|mysql):\/\//.test(text)) return { url: text }
  throw new UsageError(
    'SCHEMA_UNKNOWN',
    `\`${text}\` is no schema.`,
    'Expected models, migrations, or a database: sqlite:data/shop.db, postgres://localhost/shop, mysql://localhost/shop',
  )
}

/** A bug of ours stays one: it has no code. */
export function errorOf({ code, message, hint, stack }: Failure): Error {
  const error = code === undefined ? new Error(message) : new UsageError(code, message, hint)
  return Object.assign(error, { stack })
}
