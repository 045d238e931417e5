import { applyChanges } from '../../apply/apply.ts'
import type { ChangeArgs } from '../../change/change.ts'
import { requireCommitted } from '../../change/committed.ts'
import { generate, generateLater } from '../../change/generated.ts'
import { installPackages } from '../../change/step.ts'
import { askToRun, type TrustArgs } from '../../change/trust.ts'
import { UsageError } from '../../errors.ts'
import { ageOf, tooNew } from '../../project/age.ts'
import { findProject, type Project } from '../../project/find.ts'
import { commandsOf } from '../../render/package-manager.ts'
import { uncommittedFiles } from '../../tools/git.ts'
import { tooOldNode } from '../../tools/node.ts'
import { installedVersion } from '../../tools/own-paxx.ts'
import { conflictText } from '../../ui/conflicts.ts'
import type { Result } from '../../ui/print.ts'
import { version } from '../../version.ts'
import { requireNodeFor } from '../node.ts'
import { readNews } from './news.ts'
import { planUpgrade, type Upgrade, written } from './plan.ts'
import { upgradeReport } from './report.ts'

interface Options extends ChangeArgs, Pick<TrustArgs, 'trust'> {
  readonly allowDirty: boolean
}

/**
 * Merges this paxx's templates into a project: all or nothing, and installed then.
 * @throws UsageError before anything is written: for files that are not committed, a project that is newer, templates of
 *   its own version that are not to be had
 */
export async function upgradeProject(root: string, args: Options, interrupted?: AbortSignal): Promise<Result> {
  const project = await findProject(root)
  const age = ageOf(project.answers.paxx)
  if (age === 'newer') throw tooNew(project.answers.paxx)
  if (age === 'same') return await nothingToDo(project)
  const files = await uncommittedFiles(root)
  if (!args.allowDirty) requireCommitted(files, 'An upgrade may change any file')

  const { packageManager } = project.answers
  if (args.install && !args.dryRun) requireNodeFor(packageManager, await tooOldNode(), 'say --no-install')

  const upgrade = await planUpgrade(project, askToRun(args))
  if (upgrade.conflicts.length > 0 && args.conflicts === 'stop') throw stopped(upgrade)
  const news = await readNews(project.answers.paxx, version)
  const outcome = { news, inRepository: files !== undefined, installed: false }
  if (args.dryRun) return upgradeReport(upgrade, outcome, args)
  applyChanges(root, written(upgrade))
  const done = await install(upgrade, args, interrupted)
  const { generates } = upgrade
  const options = { verbose: args.verbose, ...(interrupted && { interrupted }) }
  const generated = done.installed
    ? await generate(root, generates, packageManager, options)
    : generateLater(generates, packageManager)
  return upgradeReport({ ...upgrade, notes: [...upgrade.notes, ...generated] }, { ...outcome, ...done }, args)
}

async function nothingToDo({ root, answers }: Project): Promise<Result> {
  const { paxx, packageManager } = answers
  const installed = await installedVersion(root)
  const remarks =
    installed !== undefined && installed !== paxx
      ? [`It has paxx ${installed} installed: ${commandsOf(packageManager).install}`]
      : []
  const text = [`There is nothing to do: the project has the templates of this paxx, ${paxx}.`, ...remarks]
  return {
    json: { from: paxx, to: version, changes: [], conflicts: [], remarks, project: root },
    text: text.join('\n'),
  }
}

const stopped = ({ conflicts }: Upgrade): UsageError =>
  new UsageError(
    'CONFLICT',
    conflictText(conflicts),
    'Nothing was written. Without --conflicts stop, what git would show is written, for you to resolve.',
  )

/** A package.json with conflict markers is none that a package manager reads. */
async function install(
  { project, answers, conflicts }: Upgrade,
  { install: wanted, verbose }: Options,
  interrupted: AbortSignal | undefined,
): Promise<{ installed: boolean; failure?: UsageError }> {
  if (!wanted || conflicts.some(({ path }) => path === 'package.json')) return { installed: false }
  const { packageManager } = answers
  try {
    await installPackages(project.root, packageManager, { verbose, ...(interrupted && { interrupted }) })
    return { installed: true }
  } catch (error) {
    if (error instanceof UsageError) return { installed: false, failure: error }
    throw error
  }
}
