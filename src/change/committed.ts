import { UsageError } from '../errors.ts'
import { oneLine } from '../ui/colour.ts'

/** Of the commands whose changes git alone takes back. */
export const dirtyOption = {
  'allow-dirty': { type: 'boolean', default: false, describe: 'Go on, though git could not bring every file back' },
} as const

/**
 * Checks that git could bring every file of a project back. Without a repository it can bring back none.
 * @param files those that are not committed; nothing where there is no repository
 * @param reason what is about to happen to them
 * @throws UsageError when it could not
 */
export function requireCommitted(files: readonly string[] | undefined, reason: string): void {
  if (files?.length === 0) return
  throw new UsageError(
    'NOT_COMMITTED',
    files
      ? `${reason}, and there are changes that are not committed: ${listed(files)}.`
      : `${reason}, and the project is in no git repository, which could bring them back.`,
    'Commit first, or go on with --allow-dirty.',
  )
}

const listed = (files: readonly string[]): string =>
  files.slice(0, 5).map(oneLine).join(', ') + (files.length > 5 ? ` and ${files.length - 5} more` : '')
