import { existsSync } from 'node:fs'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import { findProject, type Project } from '../project/find.ts'
import { capture, commandLine, runInForeground, type Tool } from '../tools/run.ts'
import { note, type Result } from '../ui/print.ts'
import type { GlobalArgs } from './command.ts'

/**
 * The project around the current folder, its tools installed.
 * @throws UsageError when there is none, or when its dependencies are not installed
 */
export async function findInstalledProject(): Promise<Project> {
  const project = await findProject()
  if (existsSync(path.join(project.root, 'node_modules'))) return project
  const { packageManager } = project.answers
  throw new UsageError('NOT_INSTALLED', "The project's dependencies are not installed.", `Run: ${packageManager} install`)
}

/** Runs one of the project's tools in the foreground and answers with its exit code; a dry run only names it. */
export async function wrap(tool: Tool, { dryRun, verbose, json }: GlobalArgs): Promise<Result> {
  const run = commandLine(tool)
  if (dryRun) return { json: { run }, text: `Would run: ${run}` }
  if (verbose) note(run)
  const exitCode = await runInForeground(tool, json ? 'stderr' : 'stdout')
  return { json: { run, exitCode }, exitCode }
}

/**
 * Runs one of the project's own scripts. `--json` asks the script for its JSON and answers with that.
 * @param key the name under which the script's JSON stands in ours
 */
export async function wrapScript(script: string, args: readonly string[], key: string, options: GlobalArgs): Promise<Result> {
  const { root } = await findInstalledProject()
  const tool: Tool = { file: 'tsx', args: [`scripts/${script}.ts`, ...args], cwd: root }
  if (!options.json || options.dryRun) return await wrap(tool, options)

  const asking = { ...tool, args: [...tool.args, '--json'] }
  if (options.verbose) note(commandLine(asking))
  const { exitCode, stdout, stderr } = await capture(asking)
  if (exitCode !== 0) throw scriptFailed(script, stdout, stderr)
  return { json: { [key]: JSON.parse(stdout) as unknown } }
}

function scriptFailed(script: string, stdout: string, stderr: string): UsageError {
  const message = stderr.trim() || stdout.trim() || `scripts/${script}.ts failed and said nothing.`
  return new UsageError('SCRIPT_FAILED', message, `scripts/${script}.ts is the project's own: it says what went wrong.`)
}
