import type { ChangeArgs } from '../../change/change.ts'
import type { UsageError } from '../../errors.ts'
import { isDone } from '../../merge/changes.ts'
import { commandsOf } from '../../render/package-manager.ts'
import { changesJson, changesText } from '../../ui/changes.ts'
import { colour } from '../../ui/colour.ts'
import type { Result } from '../../ui/print.ts'
import { newsLines } from './news.ts'
import { isMarked, type Upgrade } from './plan.ts'
import { upgradeRemarks } from './remarks.ts'

interface Outcome {
  /** What the changelog says of the versions in between. */
  readonly news: readonly string[]
  /** Whether the dependencies are as package.json has them now. */
  readonly installed: boolean
  /** Why they are not, where they should be. */
  readonly failure?: UsageError | undefined
  readonly inRepository: boolean
}

/** What came, what did not, and how to go on. */
export function upgradeReport(upgrade: Upgrade, outcome: Outcome, args: ChangeArgs): Result {
  const { project, answers } = upgrade
  const { news, failure } = outcome
  const [from, to] = [project.answers.paxx, answers.paxx]
  const shown = upgrade.changes.filter(isDone)
  const remarks = upgradeRemarks(upgrade, outcome)
  const conflicts = upgrade.conflicts.map(({ path }) => path)
  const next = args.dryRun ? [] : nextSteps(upgrade, outcome)
  const error = args.dryRun ? undefined : errorOf(conflicts, failure)
  const blocks = [
    [changesText(shown, args)],
    newsLines(news, from, to),
    remarks,
    args.dryRun
      ? ['Nothing was written.']
      : [colour.bold(`The templates of paxx ${to} are merged in.`), '', 'Next:', ...next.map((line) => `  ${line}`)],
  ]
  return {
    json: {
      from,
      to,
      changes: changesJson(shown, args),
      conflicts,
      news,
      remarks,
      next,
      project: project.root,
      ...(args.dryRun && { dryRun: true }),
    },
    text: blocks
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n'),
    ...(error && { error, exitCode: 1 }),
  }
}

function nextSteps({ changes, conflicts, answers }: Upgrade, { installed, inRepository }: Outcome): string[] {
  const { install } = commandsOf(answers.packageManager)
  const marked = changes.some((change) => change.status === 'conflict' && isMarked(change))
  return [
    ...(marked ? ['resolve the conflicts: search for <<<<<<<'] : []),
    ...(conflicts.length > 0 && !marked ? ['make by hand the changes that are listed above'] : []),
    ...(installed ? [] : [install]),
    'npx paxx check && npx paxx test',
    ...(inRepository ? [`git add --all && git commit -m "Upgrade to paxx ${answers.paxx}"`] : []),
  ]
}

/** As git has it, a merge with conflicts is none yet. */
function errorOf(conflicts: readonly string[], failure: UsageError | undefined): Result['error'] {
  if (conflicts.length > 0) return { code: 'CONFLICT', message: `There are conflicts in: ${conflicts.join(', ')}.` }
  return failure && { code: failure.code, message: failure.message }
}
