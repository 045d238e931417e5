import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { migrations } from '../../schema/migration.ts'
import type { Schema } from '../../schema/schema.ts'
import type { Migration } from '../../schema/step.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import type { Worker } from '../../tools/worker.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { decide } from './decide.ts'
import type { Given } from './given.ts'
import { findPerson } from './person.ts'

const notConcurrent = new UsageError(
  'NOT_CONCURRENT',
  'Only PostgreSQL builds indexes outside of a transaction.',
  'Leave --concurrently out.',
)

/** Migrations, and what they lead from and to. */
export interface Way {
  readonly migrations: readonly Migration[]
  readonly from: Schema
  readonly to: Schema
}

/**
 * The migrations from the schema that a project's migrations build to its models: none where they say the same, and several
 * where not all of it is to be done in one transaction.
 * @throws UsageError for what nobody decided, and for models and migrations that cannot be read
 */
export async function compareModels(
  { root, answers }: Project,
  {
    concurrently,
    ...args
  }: Given & GlobalArgs & { readonly worker?: Worker; readonly concurrently: boolean | undefined },
): Promise<Way> {
  const engine = answers.database
  const dialect = dialectOf(engine)
  if (concurrently && !dialect.isConcurrent) throw notConcurrent
  const { from, to } = await readSchemas(root, 'migrations', 'models', { ...args, engine })
  const target = (existing: typeof from) => keepUnspoken(to, existing, dialect)
  const decided = await decide(from, target, args, findPerson(args, dialect), dialect)
  const { answered, ...sides } = decided
  return { ...sides, migrations: migrations(sides.from, sides.to, answered, dialect, concurrently) }
}
