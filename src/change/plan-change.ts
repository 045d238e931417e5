import { UsageError } from '../errors.ts'
import { type Plan, planChanges } from '../merge/plan.ts'
import type { Sides } from '../merge/sides.ts'
import { templatesOf } from '../project/extensions.ts'
import { findProject, type Project } from '../project/find.ts'
import { readFiles } from '../project/read.ts'
import type { Answers } from '../render/answers.ts'
import { entersFeatures } from '../render/extensions/enters-features.ts'
import { type Generates, generatesOf } from '../render/extensions/generates.ts'
import { readFeatures } from '../render/features/feature.ts'
import { givenFeatures } from '../render/features/given.ts'
import { pagesAbout } from '../render/features/pages.ts'
import { wholesOf } from '../render/features/relations.ts'
import { ejectedFiles, render, type Templates } from '../render/render.ts'
import { textOf } from '../render/tree.ts'
import { conflictText } from '../ui/conflicts.ts'
import { version } from '../version.ts'
import type { Decide, Decision } from './decision.ts'
import { planEnv } from './env.ts'
import { formatterOf } from './formatter.ts'
import { planGenerated } from './generated.ts'
import { mergeOwn } from './own-templates.ts'

/** What a command is about to do to a project. */
export interface PlannedChange extends Plan {
  readonly decision: Decision
  /** What else became of the plan, and of what follows it. */
  readonly notes: readonly string[]
  /** What scripts write once all is there. */
  readonly generates: readonly Generates[]
}

/**
 * Plans what a command makes of a project: nothing is written.
 * @throws UsageError for a project of another version, and for conflicts that stop it
 */
export async function planChange(root: string, conflicts: 'stop' | 'markers', decide: Decide): Promise<PlannedChange> {
  const project = await findProject(root)
  checkVersion(project)
  const templates = await templatesOf(project)
  const decision = await decide(project, templates)
  const { migrations = {} } = decision
  const features = affectedBy(decision, project.answers, templates)

  const former = decision.formerTemplates ?? templates
  const given = decision.templates ?? templates
  const copies = [ejectedFiles(project.answers, former), ejectedFiles(decision.answers, given)] as const
  const fresh = await mergeOwn(root, ...copies, given)
  const [base, rendered] = await Promise.all([
    render(project.answers, former, features),
    render(decision.answers, fresh, features),
  ])
  const theirs = new Map(rendered)
  const moved = decision.moved?.(base, rendered) ?? new Map<string, string>()
  const paths = [...base.keys(), ...theirs.keys(), ...Object.keys(migrations), ...moved.keys(), ...moved.values()]
  const ours = await readFiles(root, new Set(['.env', ...paths]))
  const format = formatterOf(ours, [rendered, base])
  for (const [path, source] of Object.entries(migrations)) {
    theirs.set(path, { content: await format(path, source), mode: 0o644 })
  }

  const sides = { base, theirs, ours, moved, format }
  const planned = await planSettled(sides, decision.settled)
  if (planned.conflicts.length > 0 && conflicts === 'stop') {
    throw new UsageError('CONFLICT', conflictText(planned.conflicts), conflictHint)
  }
  const { database } = decision.answers
  const env = planEnv(ours, base, rendered, database === project.answers.database ? undefined : database)
  const following = await decision.follow?.(planned.changes, sides)
  const generates = generatesOf(decision.answers, given.extensions)
  const generated = await planGenerated(root, generatesOf(project.answers, former.extensions), generates)
  const changes = [...planned.changes, ...env.changes, ...(following?.changes ?? []), ...generated]
  return {
    ...planned,
    changes: changes.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    decision,
    notes: [...env.notes, ...(following?.notes ?? [])],
    generates,
  }
}

/**
 * The features whose files may change: those that a command is about, those whose rows they are many of, and those whose pages show
 * what one is called; all, by some extensions.
 */
function affectedBy({ features = [], answers }: Decision, before: Answers, { extensions }: Templates): string[] {
  if (entersFeatures(before, answers, extensions)) return Object.keys({ ...before.features, ...answers.features })
  if (features.length === 0) return []
  const around = [before, answers].flatMap((one) => {
    const all = readFeatures(givenFeatures(one, extensions), [])
    const wholes = wholesOf(features, all)
    return [...wholes, ...pagesAbout([...features, ...wholes], all)]
  })
  return [...new Set([...features, ...around])]
}

/** Plans, and leaves a file that is settled as it is where nothing else will do. */
async function planSettled(sides: Sides, settled: Decision['settled']): Promise<Plan> {
  const planned = await planChanges(sides)
  const [before, after] = [sides.base, sides.theirs].map((tree) => settled && tree.get(settled.path))
  const isIn = ({ conflicts }: Plan): boolean => conflicts.some(({ path }) => path === settled?.path)
  if (!settled || !before || !after || !isIn(planned)) return planned
  const planWith = async (content: string): Promise<Plan> =>
    await planChanges({ ...sides, base: new Map([...sides.base, [settled.path, { ...before, content }]]) })
  const again = await planWith(settled.asIfBefore(textOf(before), textOf(after)))
  return isIn(again) ? await planWith(textOf(after)) : again
}

const conflictHint =
  'Nothing was written. Make room for these lines, or run it again with --conflicts markers and resolve what git would show.'

/** Templates of another version would bring their own changes along: those are `paxx upgrade`'s. */
function checkVersion({ answers }: Project): void {
  if (answers.paxx === version) return
  throw new UsageError(
    'OTHER_VERSION',
    `The project was generated by paxx ${answers.paxx}, and this is ${version}.`,
    'Its own runs with npx: npx paxx …; or bring the project to this one: paxx upgrade',
  )
}
