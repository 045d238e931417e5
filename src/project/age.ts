import { UsageError } from '../errors.ts'
import { compareVersions, parseVersion } from '../merge/json/versions.ts'
import { version } from '../version.ts'

/** How the templates that a project has compare with this paxx's: older ones can be upgraded. */
export function ageOf(paxx: string): 'older' | 'same' | 'newer' {
  const [project, own] = [parseVersion(paxx), parseVersion(version)]
  const order = project && own ? compareVersions(project, own) : 0
  return order === 0 ? 'same' : order < 0 ? 'older' : 'newer'
}

/** That a project has templates, and may have answers, which this paxx does not know yet. */
export const tooNew = (paxx: string): UsageError =>
  new UsageError(
    'PROJECT_NEWER',
    `The project has the templates of paxx ${paxx}, and this is ${version}, which is older.`,
    `Its own runs with npx: npx paxx …, or install paxx ${paxx}.`,
  )
