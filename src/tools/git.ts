import { capture } from './run.ts'

/** What came of `git`: done, or why not. */
export type GitOutcome = 'committed' | 'no-git' | 'in-repository' | 'has-commits' | 'no-identity' | 'failed'

/** A repository inside of what was cloned, without a `.git` of its own, has a configuration that names programs. */
const careful = ['-c', 'safe.bareRepository=explicit', '-c', 'core.fsmonitor=false']

const git = (cwd: string, ...args: string[]) =>
  capture({ file: 'git', args: [...careful, ...args], cwd, isOfMachine: true }).catch(() => undefined)

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

/** The files under a folder that are not committed as they are; nothing where it is no part of a repository. */
export async function uncommittedFiles(folder: string): Promise<string[] | undefined> {
  // Without the flag, git would write what it found out about its index.
  const args = ['status', '--porcelain', '-z', '--untracked-files=all', '--no-renames', '--', '.']
  const status = await git(folder, '--no-optional-locks', ...args)
  if (status?.exitCode !== 0) return undefined
  const files = status.stdout.split('\0').flatMap((entry) => (entry === '' ? [] : [entry.slice(3)]))
  return files.filter((file) => !/(^|\/)\.paxx\//.test(file))
}

/** Whether anything in a folder of a repository is committed; not where there is no repository. */
export async function isCommitted(root: string, folder: string): Promise<boolean> {
  const listed = await git(root, 'ls-files', '-z', '--', folder)
  return listed?.exitCode === 0 && listed.stdout !== ''
}

/** The paths of the files that some folders have at a commit; nothing where there is no such commit. */
export async function pathsAt(root: string, commit: string, folders: readonly string[]): Promise<string[] | undefined> {
  const listed = await git(root, 'ls-tree', '-r', '-z', '--name-only', '--end-of-options', commit, ...folders)
  return listed?.exitCode === 0 ? listed.stdout.split('\0').filter(Boolean) : undefined
}

/** The text of each file that some folders had at a commit, by its path; nothing where there is no such commit. */
export async function filesAt(
  root: string,
  commit: string,
  folders: readonly string[],
): Promise<Map<string, string> | undefined> {
  const paths = await pathsAt(root, commit, folders)
  if (!paths) return undefined
  const texts = paths.map(async (file) => await git(root, 'show', `${commit}:./${file}`))
  // What a process prints comes without the end of its last line.
  return new Map((await Promise.all(texts)).map((shown, index) => [paths[index]!, `${shown?.stdout ?? ''}\n`]))
}
