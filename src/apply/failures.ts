import { UsageError } from '../errors.ts'

const causes: Record<string, readonly [code: string, cause: string, hint: string]> = {
  ENOSPC: ['DISK_FULL', 'The disk is full', 'Free some space and run it again.'],
  EDQUOT: ['DISK_FULL', 'Your disk quota is used up', 'Free some space and run it again.'],
  EROFS: ['READ_ONLY', 'The file system is read-only', 'Make it writable, or work on a copy.'],
  EACCES: ['NO_PERMISSION', 'Permission was denied', 'Check who owns the folder and its files.'],
  EPERM: ['NO_PERMISSION', 'Permission was denied', 'Check who owns the folder and its files.'],
  EMFILE: ['TOO_MANY_OPEN_FILES', 'Too many files are open', 'Raise the limit (ulimit -n) and run it again.'],
  ENFILE: ['TOO_MANY_OPEN_FILES', 'Too many files are open', 'Close some programs and run it again.'],
  EXDEV: ['OTHER_FILE_SYSTEM', 'A folder lies on another file system', 'paxx needs the project on one file system.'],
  ENAMETOOLONG: ['PATH_TOO_LONG', 'A path is too long', 'Use shorter names or a folder nearer to the root.'],
}

/** The user's error behind a system's one, with what has come of it; anything else is given back as it is. */
export function explain(error: unknown, outcome = 'nothing was changed'): unknown {
  const found = causes[codeOf(error) ?? '']
  if (!found) return error
  const [code, cause, hint] = found
  const { path } = error as NodeJS.ErrnoException
  return new UsageError(code, `${cause}${path === undefined ? '' : ` (${path})`}: ${outcome}.`, hint)
}

/** Runs `work`; what the system refuses becomes the user's error. */
export function explained<T>(work: () => T, outcome?: string): T {
  try {
    return work()
  } catch (error) {
    throw explain(error, outcome)
  }
}

/** A system error's code, such as ENOENT. */
export function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined
}
