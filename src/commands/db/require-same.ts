import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { compare } from '../../schema/compare.ts'
import { describe } from '../../schema/describe.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { withoutRoles } from '../../schema/pull.ts'
import { readSchemas } from '../../tools/schemas.ts'
import type { Worker } from '../../tools/worker.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'

/**
 * Checks that a project's own database has the tables that some migrations make; it may have more. Views are left out: each
 * version of a server spells them its own way.
 * @throws UsageError where they are not
 */
export async function requireSame(
  { root, answers }: Project,
  migrations: readonly string[],
  args: GlobalArgs & { readonly worker?: Worker },
): Promise<void> {
  const engine = answers.database
  const sides = await readSchemas(root, 'database', { migrations }, { ...args, engine }).catch((error: UsageError) => {
    if (error.code === 'DATABASE_NOT_NAMED') return undefined
    throw error
  })
  if (!sides) return
  const [from, to] = [sides.to, sides.from].map((side) => ({ ...side, tables: side.tables.map(withoutRoles) }))
  const { altered, ...lists } = compare(from!, to!, dialectOf(engine))
  const [tables, enums] = [
    { ...lists.tables, added: [] },
    { ...lists.enums, added: [] },
  ]
  const differences = describe({ tables, enums, altered, views: none, objects: none })
  if (differences.length === 0) return
  throw new UsageError(
    'SCHEMA_DIFFERS',
    `The database is not what its migrations make of an empty one: ${differences.join('; ')}.`,
    'Somebody changed it by hand, or a migration after it was applied. Make them the same first: paxx db diff migrations <database> shows how',
  )
}

const none = { dropped: [], added: [] }
