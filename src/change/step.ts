import { UsageError } from '../errors.ts'
import type { PackageManager } from '../render/package-manager.ts'
import { capture, type Captured, commandLine, type Tool } from '../tools/run.ts'
import { note } from '../ui/print.ts'
import { progress } from '../ui/progress.ts'

/** How a tool is run that takes its time. */
export interface StepOptions {
  readonly verbose: boolean
  /** Stops what was started, when the user does not want it any more. */
  readonly interrupted?: AbortSignal
}

/**
 * Runs a tool that takes its time, and shows that it goes on.
 * @throws UsageError with what it said, when it fails
 */
export async function step(label: string, { verbose, interrupted }: StepOptions, tool: Tool): Promise<void> {
  if (verbose) note(commandLine(tool))
  await progress(label, async () => {
    const result = await capture(tool, interrupted)
    interrupted?.throwIfAborted()
    if (result.exitCode !== 0) throw stepFailed(tool, result)
  })
}

/** In CI, some take no lockfile that differs from package.json: here it is what shall change. */
const installOptions: Record<PackageManager, readonly string[]> = {
  npm: ['--no-audit', '--no-fund'],
  pnpm: ['--no-frozen-lockfile'],
  yarn: ['--no-immutable'],
  bun: [],
}

/** Installs the dependencies of a project. */
export async function installPackages(
  folder: string,
  packageManager: PackageManager,
  options: StepOptions,
): Promise<void> {
  const args = ['install', ...installOptions[packageManager]]
  const tool = { file: packageManager, args, cwd: folder, isOfMachine: true }
  await step(`Installing dependencies with ${packageManager}`, options, tool)
}

function stepFailed(tool: Tool, { exitCode, stdout, stderr }: Captured): UsageError {
  const lines = (stderr.trim() || stdout.trim()).split('\n').filter((line) => !/A complete log|npm warn/.test(line))
  return new UsageError(
    'INSTALL_FAILED',
    `\`${commandLine(tool)}\` failed with exit code ${exitCode}: ${lines.slice(0, 6).join(' · ')}`,
  )
}
