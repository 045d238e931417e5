import path from 'node:path'
import { pathExists } from 'fs-extra/esm'
import { UsageError } from '../errors.ts'
import { findProject, type Project } from '../project/find.ts'
import { programOf } from '../project/scripts.ts'
import { capture, commandLine, runInForeground, type Tool } from '../tools/run.ts'
import type { GlobalArgs } from '../ui/global-options.ts'
import { note, type Result } from '../ui/print.ts'

/**
 * The project around the current folder, its tools installed.
 * @throws UsageError when there is none, or when its dependencies are not installed
 */
export async function findInstalledProject(): Promise<Project> {
  const project = await findProject()
  if (await pathExists(path.join(project.root, 'node_modules'))) return project
  const { packageManager } = project.answers
  throw new UsageError(
    'NOT_INSTALLED',
    "The project's dependencies are not installed.",
    `Run: ${packageManager} install`,
  )
}

/** Runs one of the project's tools in the foreground and answers with its exit code; a dry run only names it. */
export async function wrap(tool: Tool, { dryRun, verbose, json }: GlobalArgs): Promise<Result> {
  const run = commandLine(tool)
  if (dryRun) return { json: { run }, text: `Would run: ${run}` }
  if (verbose) note(run)
  const exitCode = await runInForeground(tool, json ? 'stderr' : 'stdout')
  if (exitCode === 0) return { json: { run, exitCode } }
  const message = `\`${run}\` failed with exit code ${exitCode}.`
  return { json: { run, exitCode }, exitCode, error: { code: 'TOOL_FAILED', message } }
}

/** Runs one of the project's own scripts. With `--json` it answers with the object that the script prints. */
export async function wrapScript(
  script: string,
  args: readonly string[],
  options: GlobalArgs & { rest: readonly string[] },
): Promise<Result> {
  const { root } = await findInstalledProject()
  const all = [...args, ...options.rest]
  const tool = await scriptTool(root, script, all)
  if (!options.json || options.dryRun) return await wrap(tool, options)
  if (options.verbose) note(commandLine(tool))
  return { json: await askScript(root, script, all) }
}

/**
 * Asks one of the project's own scripts for its JSON.
 * @throws UsageError with what the script says, when it fails
 */
export async function askScript(
  root: string,
  script: string,
  args: readonly string[],
): Promise<Record<string, unknown>> {
  const { exitCode, stdout, stderr } = await capture(await scriptTool(root, script, [...args, '--json']))
  const answer = parseObject(stdout)
  if (exitCode === 0 && answer) return answer
  throw new UsageError(
    'SCRIPT_FAILED',
    String(answer?.['error'] ?? (stderr.trim() || `scripts/${script}.ts failed with exit code ${exitCode}.`)),
    stderr.includes('ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX')
      ? `Node.js runs no such syntax. tsx does, if package.json says so: tsx scripts/${script}.ts`
      : `It is the project's own script that says so: scripts/${script}.ts`,
  )
}

/** How the project runs one of its scripts. */
export async function scriptTool(root: string, script: string, args: readonly string[]): Promise<Tool> {
  const file = await programOf(root, script)
  return { file, args: [`scripts/${script}.ts`, ...args], cwd: root, isCompiledOnce: true }
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}
