import { capture } from './run.ts'

/** What came of `git`: done, or why not. */
export type GitOutcome = 'committed' | 'no-git' | 'in-repository' | 'has-commits' | 'no-identity' | 'failed'

const git = (cwd: string, ...args: string[]) => capture({ file: 'git', args, cwd }).catch(() => undefined)

/**
 * Makes a folder a git repository, unless it is one or stands inside one.
 * @returns why it is none now, or nothing
 */
export async function initRepository(folder: string): Promise<GitOutcome | undefined> {
  if (!(await git(folder, '--version'))) return 'no-git'
  const top = await git(folder, 'rev-parse', '--show-prefix')
  if (top?.exitCode === 0) return top.stdout === '' ? undefined : 'in-repository'
  const made = await git(folder, 'init', '--quiet', '--initial-branch=main')
  return made?.exitCode === 0 ? undefined : 'failed'
}

/** Makes everything in a repository that has no commit yet its first one. */
export async function commitAll(folder: string, message: string): Promise<GitOutcome> {
  const head = await git(folder, 'rev-parse', '--verify', '--quiet', 'HEAD')
  if (head?.exitCode === 0) return 'has-commits'
  await git(folder, 'add', '--all')
  // The hook runs the project's checks, which a project without its dependencies cannot.
  const commit = await git(folder, 'commit', '--quiet', '--no-verify', '--message', message)
  if (commit?.exitCode === 0) return 'committed'
  return /user\.(name|email)|identity/i.test(commit?.stderr ?? '') ? 'no-identity' : 'failed'
}
