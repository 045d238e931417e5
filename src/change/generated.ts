import path from 'node:path'
import { pathExists } from 'fs-extra/esm'
import { UsageError } from '../errors.ts'
import type { Change } from '../merge/changes.ts'
import { readFiles } from '../project/read.ts'
import type { Generates } from '../render/extensions/generates.ts'
import { commandsOf, type PackageManager } from '../render/package-manager.ts'
import { step, type StepOptions } from './step.ts'

/**
 * The files that scripts wrote and none will write again go.
 * @throws UsageError where a script is to write a file that is the user's
 */
export async function planGenerated(
  root: string,
  former: readonly Generates[],
  next: readonly Generates[],
): Promise<Change[]> {
  const [old, wanted] = [former, next].map((all) => all.flatMap(({ files }) => files)) as [string[], string[]]
  const found = await readFiles(root, new Set([...old, ...wanted]))
  const taken = wanted.find((file) => !old.includes(file) && found.get(file) !== null)
  if (taken !== undefined) {
    const by = next.find(({ files }) => files.includes(taken))!.script
    throw new UsageError('FILE_EXISTS', `${taken} is there, and the script \`${by}\` writes it.`, 'Move it first.')
  }
  return old.flatMap((file): Change[] => {
    const before = found.get(file)
    if (wanted.includes(file) || !before || before === 'blocked') return []
    return [{ status: 'delete', path: file, before, after: null }]
  })
}

/**
 * Runs the scripts that write files of what a project is now, where it is installed.
 * @returns what is left to the user
 */
export async function generate(
  root: string,
  scripts: readonly Generates[],
  packageManager: PackageManager,
  options: StepOptions,
): Promise<string[]> {
  if (!(await pathExists(path.join(root, 'node_modules')))) return generateLater(scripts, packageManager)
  const notes: string[] = []
  for (const generates of scripts) {
    const { what, byHand } = told(generates, packageManager)
    const tool = { file: packageManager, args: ['run', generates.script], cwd: root }
    try {
      await step(`Writing ${what}`, options, tool)
    } catch (error) {
      if (!(error instanceof UsageError)) throw error
      notes.push(`${what} could not be written: ${error.message} Mend that, and go on with: ${byHand}`)
    }
  }
  return notes
}

/** What is left to the user where a project is not installed as it is now. */
export const generateLater = (scripts: readonly Generates[], packageManager: PackageManager): string[] =>
  scripts.map((generates) => {
    const { what, byHand } = told(generates, packageManager)
    return `${what} can be written once the project is installed: ${byHand}`
  })

const told = ({ files, script }: Generates, packageManager: PackageManager) => ({
  what: files.join(' and '),
  byHand: `${commandsOf(packageManager).run} ${script}`,
})
