import path from 'node:path'
import { UsageError } from '../../errors.ts'
import { needsServer } from '../../render/databases.ts'
import { commandsOf } from '../../render/package-manager.ts'
import type { GitOutcome } from '../../tools/git.ts'
import { changesJson, changesText } from '../../ui/changes.ts'
import { colour } from '../../ui/colour.ts'
import type { Result } from '../../ui/print.ts'
import { bringsNode } from '../node.ts'
import type { Built } from './build.ts'
import type { BootstrapPlan } from './plan.ts'

interface Options {
  readonly install: boolean
  readonly diff: boolean
  readonly verbose: boolean
}

export function dryRunReport({ changes }: BootstrapPlan, options: Options): Result {
  return {
    json: { changes: changesJson(changes, options), dryRun: true },
    text: `${changesText(changes, options)}\n\nNothing was written.`,
  }
}

/**
 * What was made, and how to go on.
 * @throws UsageError when the project is there but its installation failed
 */
export function bootstrapReport(target: string, plan: BootstrapPlan, built: Built, options: Options): Result {
  const { answers, changes, oldNode } = plan
  const next = nextCommands(target, plan, options.install && !built.failure, built.noDatabase !== undefined)
  if (built.failure) {
    const { code, message } = built.failure
    throw new UsageError(code, `The project is in ${target}, but ${message}`, `Go on with: ${next.join(' && ')}`)
  }

  const remarks = [
    ...(oldNode === undefined ? [] : [bringsNode(oldNode, answers)]),
    ...(built.noDatabase ? [`It has no database yet: ${built.noDatabase.message}`] : []),
    ...built.notes,
    ...(built.git && built.git !== 'committed' ? [gitRemarks[built.git]] : []),
  ]
  return {
    json: {
      changes: changesJson(changes, options),
      project: { ...answers, path: target },
      remarks,
      next: [...next, ...plan.next],
    },
    text: [
      ...(options.verbose || options.diff ? [changesText(changes, options), ''] : []),
      colour.bold(`${answers.name} is in ${target}: ${changes.length} files.`),
      ...remarks,
      '',
      'Next:',
      ...[...next, ...plan.next].map((command) => `  ${colour.cyan(command)}`),
    ].join('\n'),
  }
}

const gitRemarks: Record<Exclude<GitOutcome, 'committed'>, string> = {
  'no-git': 'git is not installed, so there is no repository.',
  'in-repository':
    'It stands inside a git repository already, so it got none of its own: commit it there. Only at its root would git find the hooks of .githooks, and GitHub the workflow of .github.',
  'has-commits': 'The repository has commits already, so this one is left to you.',
  'no-identity':
    'git does not know who you are, so nothing is committed: git config --global user.email you@example.com',
  failed: 'git refused to commit; the files are there all the same.',
}

function nextCommands(
  target: string,
  { answers }: BootstrapPlan,
  isInstalled: boolean,
  lacksDatabase: boolean,
): string[] {
  const commands = commandsOf(answers.packageManager)
  const folder = path.relative(process.cwd(), target)
  const server = needsServer(answers.database) ? ['docker compose up --wait'] : []
  return [
    ...(folder === '' ? [] : [`cd ${folder}`]),
    ...(isInstalled ? [] : [commands.install]),
    ...(lacksDatabase || !isInstalled ? [...server, 'npx paxx db upgrade'] : []),
    'npx paxx start',
  ]
}
