import { lstat } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../../errors.ts'
import { findProject } from '../../project/find.ts'
import { isInstalled } from '../../project/installed.ts'
import { commandLine, runInForeground, type Tool } from '../../tools/run.ts'
import type { Result } from '../../ui/print.ts'
import { defineCommand } from '../command.ts'
import { askScript } from '../wrapper.ts'

export const command = defineCommand({
  details:
    'Opens .env in the editor of $VISUAL or $EDITOR, and then has the project check its settings, by scripts/config.ts. What is wrong is said, and the file stays as you left it.',
  examples: [
    ['paxx config edit', 'In the editor that your shell names'],
    ['EDITOR="code --wait" paxx config edit', 'In another one'],
  ],
  async run({ dryRun }) {
    const { root, answers } = await findProject()
    const file = path.join(root, '.env')
    if (!(await lstat(file).catch(() => undefined))) {
      throw new UsageError('ENV_MISSING', 'The project has no .env.', 'cp .env.example .env, and run it again.')
    }
    const editor = editorFor(file, root)
    const run = commandLine(editor)
    if (dryRun) return { json: { run }, text: `Would run: ${run}` }

    const exitCode = await runInForeground(editor, 'stderr')
    if (exitCode !== 0) {
      throw new UsageError(
        'TOOL_FAILED',
        `\`${run}\` failed with exit code ${exitCode}.`,
        'Name another one: EDITOR=nano',
      )
    }
    if (await isInstalled(root)) return await validate(root)
    const text = `Nothing is installed, so the settings were not checked: ${answers.packageManager} install`
    return { json: { checked: false }, text }
  },
})

/** As a shell would read it, without one: words, some of them in quotes. */
function editorFor(file: string, cwd: string): Tool {
  const words = (process.env['VISUAL'] || process.env['EDITOR'] || '').match(/[^\s"']+|"[^"]*"|'[^']*'/g) ?? []
  const [name, ...args] = words.map((word) => word.replace(/^(["'])(.*)\1$/, '$2'))
  if (name !== undefined) return { file: name, args: [...args, file], cwd, isOfMachine: !path.isAbsolute(name) }
  throw new UsageError('EDITOR_MISSING', 'Neither $VISUAL nor $EDITOR names an editor.', 'EDITOR=nano paxx config edit')
}

async function validate(root: string): Promise<Result> {
  try {
    await askScript(root, 'config', [])
    return { json: { checked: true }, text: 'The settings are valid.' }
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError('SETTINGS_INVALID', `The settings are not valid: ${error.message}`, 'paxx config edit')
  }
}
