import { applyChanges } from '../apply/apply.ts'
import { withLock } from '../apply/lock.ts'
import { type Recovery, recover } from '../apply/recover.ts'
import { type Change, isDone } from '../merge/changes.ts'
import { findRoot } from '../project/find.ts'
import type { GlobalArgs } from '../ui/global-options.ts'
import { note, type Result } from '../ui/print.ts'
import type { Decide } from './decision.ts'
import { generate } from './generated.ts'
import { installChanged } from './install.ts'
import { planChange } from './plan-change.ts'
import { changeReport } from './report-change.ts'

/** Of every command that changes a project. */
export const changeOptions = {
  conflicts: {
    choices: ['stop', 'markers'],
    default: 'stop',
    requiresArg: true,
    describe: 'What to do where your changes and these meet: stop before the first write, or write git’s markers',
  },
} as const

/** Of those that may change its dependencies. */
export const installOption = {
  install: {
    type: 'boolean',
    default: true,
    describe: 'Install dependencies where they change; --no-install does not',
  },
} as const

export type ChangeArgs = GlobalArgs & { readonly conflicts: 'stop' | 'markers'; readonly install?: boolean }

/**
 * Changes a project: from its answers to others, by a three-way merge with what is on disk. All or nothing.
 * @param command its words, for whoever finds the project locked
 * @throws UsageError when there are conflicts, and nothing was written
 */
export async function changeProject(command: string, args: ChangeArgs, decide: Decide): Promise<Result> {
  const root = await findRoot()
  if (args.dryRun) return changeReport(root, await planChange(root, args.conflicts, decide), args)

  const planned = await withLock(root, command, async () => {
    tell(recover(root))
    const settledPlan = await planChange(root, args.conflicts, decide)
    applyChanges(root, settledPlan.changes.map(settled))
    return settledPlan
  })
  const { changes, decision, generates } = planned
  const { packageManager } = decision.answers
  const installed = await installChanged(root, changes, packageManager, args)
  const generated = changes.some(isDone) ? await generate(root, generates, packageManager, args) : []
  const checked = (await decision.finish?.()) ?? []
  return changeReport(root, { ...planned, notes: [...planned.notes, ...installed, ...generated, ...checked] }, args)
}

/** A conflict that the user wants marked is written like a merge. */
const settled = (change: Change): Change => (change.status === 'conflict' ? { ...change, status: 'merge' } : change)

/** Says what became of an interrupted command. */
export function tell({ outcome }: Recovery): void {
  if (outcome !== 'none') note(`An interrupted command was ${outcome} first.`)
}
