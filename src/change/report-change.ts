import { isDone } from '../merge/changes.ts'
import type { Plan } from '../merge/plan.ts'
import { changesJson, changesText } from '../ui/changes.ts'
import { colour } from '../ui/colour.ts'
import type { GlobalArgs } from '../ui/global-options.ts'
import { hazardLines } from '../ui/hazards.ts'
import type { Result } from '../ui/print.ts'
import type { PlannedChange } from './plan-change.ts'

/** What a plan has for the user's eye. */
export const planRemarks = ({ adjacent, kept }: Plan): string[] => [
  ...kept.map((path) => `${path} was edited, so it stays: delete it yourself if you do not need it.`),
  ...adjacent.map(
    ({ path, hunks }) =>
      `${path}: look at line ${hunks.map(({ line }) => line).join(', ')}, which you changed beside it.`,
  ),
]

/** What a command did to a project, or would do. */
export function changeReport(root: string, planned: PlannedChange, args: Pick<GlobalArgs, 'diff' | 'dryRun'>): Result {
  const { changes, conflicts, notes } = planned
  const { hazards = [], warnings = [], remarks: told = [], next = [] } = planned.decision
  const shown = changes.filter(isDone)
  const remarks = [
    ...planRemarks(planned),
    ...conflicts.map(({ path }) => `${path} has conflict markers: resolve them.`),
    ...told,
    ...notes,
  ]
  const text = [
    changesText(shown, args),
    ...(remarks.length > 0 ? ['', ...remarks] : []),
    ...(warnings.length > 0 ? ['', ...warnings.map((warning) => `${colour.yellow('warning:')} ${warning}`)] : []),
    ...(hazards.length > 0 ? ['', ...hazardLines(hazards)] : []),
    ...(args.dryRun ? ['', 'Nothing was written.'] : ['', ...next]),
  ]
  return {
    json: {
      changes: changesJson(shown, args),
      remarks,
      hazards,
      warnings,
      project: root,
      ...(args.dryRun && { dryRun: true }),
    },
    text: text.join('\n'),
  }
}
