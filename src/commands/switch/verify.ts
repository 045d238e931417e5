import { UsageError } from '../../errors.ts'
import type { Project } from '../../project/find.ts'
import { isInstalled } from '../../project/installed.ts'
import type { GlobalArgs } from '../../ui/global-options.ts'
import { listDifferences } from '../db/check.ts'

/**
 * Whether the new database takes what the models say.
 * @returns what is to be done by hand
 */
export async function verify(
  project: Project,
  args: GlobalArgs & { readonly install?: boolean },
): Promise<readonly string[]> {
  if (!args.install || !(await isInstalled(project.root))) return []
  try {
    const differences = await listDifferences(project, args)
    if (differences.length === 0) return []
    const title = 'The models and the new migration do not agree on this (paxx db check):'
    return [title, ...differences.map((line) => `  ${line}`)]
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    return [`Mend this before you migrate: ${error.message}`, ...(error.hint ? [`  ${error.hint}`] : [])]
  }
}
