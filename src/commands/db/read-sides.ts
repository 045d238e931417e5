import { UsageError } from '../../errors.ts'
import type { Sides } from '../../schema/pull.ts'
import type { Engine } from '../../schema/schema.ts'
import { readSchemas } from '../../tools/schemas.ts'
import { withWorker } from '../../tools/worker.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { askScript } from '../wrapper.ts'

/**
 * The schemas of a project's own database, of its migrations and of its models.
 * @throws UsageError where the database lacks migrations: they have to come first
 */
export async function readSides(root: string, engine: Engine, args: GlobalArgs): Promise<Sides> {
  const { migrations: states } = await askScript(root, 'db', ['status'])
  return await withWorker(root, args.verbose, async (worker) => {
    const options = { ...args, engine, worker }
    const { from: database, to: migrations } = await readSchemas(root, 'database', 'migrations', options)
    checkPending(states as readonly State[])
    const { to: models } = await readSchemas(root, 'migrations', 'models', options)
    return { database, migrations, models }
  })
}

interface State {
  readonly name: string
  readonly status: string
}

function checkPending(states: readonly State[]): void {
  const pending = states.filter(({ status }) => status === 'pending').map(({ name }) => name)
  if (pending.length === 0) return
  throw new UsageError(
    'MIGRATIONS_PENDING',
    `The database has not all migrations yet: ${pending.join(', ')}.`,
    'Apply them first: paxx db upgrade. Where it has all that they do already: paxx db upgrade --fake',
  )
}
