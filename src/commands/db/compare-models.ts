import type { Project } from '../../project/find.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { migrate } from '../../schema/migration.ts'
import type { Migration } from '../../schema/step.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import type { GlobalArgs } from '../command.ts'
import { decide } from './decide.ts'
import type { Given } from './given.ts'
import { findPerson } from './person.ts'

/**
 * The migration from the schema that a project's migrations build to its models; none where they say the same.
 * @throws UsageError for what nobody decided, and for models and migrations that cannot be read
 */
export async function compareModels(
  { root, answers }: Project,
  args: Given & GlobalArgs,
): Promise<Migration | undefined> {
  const engine = answers.database
  const dialect = dialectOf(engine)
  const { from, to } = await readSchemas(root, 'migrations', 'models', { ...args, engine })
  const target = (existing: typeof from) => keepUnspoken(to, existing, dialect)
  const decided = await decide(from, target, args, findPerson(args, dialect), dialect)
  return migrate(decided.from, decided.to, decided.answered, dialect)
}
