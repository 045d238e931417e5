import type { Project } from '../../project/find.ts'
import { compare } from '../../schema/compare.ts'
import { describe } from '../../schema/describe.ts'
import { dialectOf } from '../../schema/dialects.ts'
import { keepUnspoken } from '../../schema/unspoken.ts'
import { readSchemas } from '../../tools/schemas.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import type { Result } from '../../ui/print.ts'
import { defineCommand } from '../command.ts'
import { findInstalledProject } from '../wrapper.ts'

export const command = defineCommand({
  details: 'For CI: exits with 2 if the models say something that no migration does, or the other way round.',
  examples: [['paxx db check', 'Do models and migrations agree?']],
  run: checkModels,
})

/** What a migration would have to do; exit code 2 if there is anything. */
export async function checkModels(args: GlobalArgs): Promise<Result> {
  const { differences, unread } = await readDifferences(await findInstalledProject(), args)
  const left = unread.length > 0 ? [`Not looked at: ${unread.join(', ')}.`] : []
  if (differences.length === 0) {
    return { json: { differences, unread }, text: ['The models and the migrations say the same.', ...left].join('\n') }
  }
  return {
    json: { differences, unread },
    text: [...differences, ...left, '', 'The models say this and the migrations do not: paxx db migrate "…"'].join(
      '\n',
    ),
    exitCode: 2,
  }
}

/** What a migration would have to do, one line each. */
export const listDifferences = async (project: Project, args: GlobalArgs): Promise<readonly string[]> =>
  (await readDifferences(project, args)).differences

interface Differences {
  readonly differences: readonly string[]
  /** What the migrations make, and nothing looks at. */
  readonly unread: readonly string[]
}

async function readDifferences({ root, answers }: Project, args: GlobalArgs): Promise<Differences> {
  const engine = answers.database
  const dialect = dialectOf(engine)
  const { from, to } = await readSchemas(root, 'migrations', 'models', { ...args, engine })
  return { differences: describe(compare(from, keepUnspoken(to, from, dialect), dialect)), unread: from.unread ?? [] }
}
