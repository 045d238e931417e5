import { UsageError } from '../../errors.ts'
import type { PackageManager } from '../../render/package-manager.ts'
import { commitAll, type GitOutcome, initRepository } from '../../tools/git.ts'
import { capture, type Captured, commandLine, type Tool } from '../../tools/run.ts'
import { note } from '../../ui/print.ts'
import { progress } from '../../ui/progress.ts'

export interface BuildOptions {
  readonly packageManager: PackageManager
  readonly install: boolean
  readonly git: boolean
  readonly verbose: boolean
  readonly commitMessage: string
  /** Stops what was started, when the user does not want it any more. */
  readonly interrupted?: AbortSignal
}

export interface Built {
  /** Why the installation or the first migration failed, where one did. The project's files are whole all the same. */
  readonly failure: UsageError | undefined
  readonly git: GitOutcome | undefined
}

/** Takes a project's files to a project that runs: installed, migrated and committed. */
export async function build(folder: string, options: BuildOptions): Promise<Built> {
  const obstacle = options.git ? await initRepository(folder) : undefined
  const failure = options.install ? await installAndMigrate(folder, options) : undefined
  if (!options.git || obstacle) return { failure, git: obstacle }
  return { failure, git: await commitAll(folder, options.commitMessage) }
}

async function installAndMigrate(folder: string, options: BuildOptions): Promise<UsageError | undefined> {
  const { packageManager } = options
  const flags = packageManager === 'npm' ? ['--no-audit', '--no-fund'] : []
  try {
    await step(`Installing dependencies with ${packageManager}`, options, {
      file: packageManager,
      args: ['install', ...flags],
      cwd: folder,
    })
    await step('Creating the database', options, { file: packageManager, args: ['run', 'db:upgrade'], cwd: folder })
    return undefined
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
}

async function step(label: string, { verbose, interrupted }: BuildOptions, tool: Tool): Promise<void> {
  if (verbose) note(commandLine(tool))
  await progress(label, async () => {
    const result = await capture(tool, interrupted)
    interrupted?.throwIfAborted()
    if (result.exitCode !== 0) throw stepFailed(tool, result)
  })
}

function stepFailed(tool: Tool, { exitCode, stdout, stderr }: Captured): UsageError {
  const lines = (stderr.trim() || stdout.trim()).split('\n').filter((line) => !/A complete log|npm warn/.test(line))
  return new UsageError(
    'INSTALL_FAILED',
    `\`${commandLine(tool)}\` failed with exit code ${exitCode}: ${lines.slice(0, 6).join(' · ')}`,
  )
}
