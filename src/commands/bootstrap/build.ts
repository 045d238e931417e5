import { generate } from '../../change/generated.ts'
import { installPackages, step } from '../../change/step.ts'
import { UsageError } from '../../errors.ts'
import type { Generates } from '../../render/extensions/generates.ts'
import type { PackageManager } from '../../render/package-manager.ts'
import { commitAll, type GitOutcome, initRepository } from '../../tools/git.ts'

export interface BuildOptions {
  readonly packageManager: PackageManager
  readonly install: boolean
  readonly git: boolean
  /** Whether its database is on a server, which need not be there yet. */
  readonly needsServer: boolean
  /** What scripts write of it. */
  readonly generates: readonly Generates[]
  readonly verbose: boolean
  readonly commitMessage: string
  /** Stops what was started, when the user does not want it any more. */
  readonly interrupted?: AbortSignal
}

export interface Built {
  /** Why the installation or the first migration failed, where one did. The project's files are whole all the same. */
  readonly failure: UsageError | undefined
  /** Why a server gave it no database, where none did. All else is there. */
  readonly noDatabase: UsageError | undefined
  readonly git: GitOutcome | undefined
  /** What is left to the user. */
  readonly notes: readonly string[]
}

/** Takes a project's files to a project that runs: installed, migrated and committed. */
export async function build(folder: string, options: BuildOptions): Promise<Built> {
  const obstacle = options.git ? await initRepository(folder) : undefined
  const { packageManager } = options
  const uninstalled = options.install
    ? await attempt(() => installPackages(folder, packageManager, options))
    : undefined
  const migrate = { file: packageManager, args: ['run', 'db:upgrade'], cwd: folder }
  const unmigrated =
    options.install && !uninstalled ? await attempt(() => step('Creating the database', options, migrate)) : undefined
  const notes = await generate(folder, options.generates, packageManager, options)
  const git = !options.git || obstacle ? obstacle : await commitAll(folder, options.commitMessage)
  if (options.needsServer) return { failure: uninstalled, noDatabase: unmigrated, git, notes }
  return { failure: uninstalled ?? unmigrated, noDatabase: undefined, git, notes }
}

/** Why one of these failed, if it did. */
async function attempt(work: () => Promise<void>): Promise<UsageError | undefined> {
  try {
    await work()
    return undefined
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
}
