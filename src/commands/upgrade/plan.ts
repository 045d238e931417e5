import { planEnv } from '../../change/env.ts'
import { following, fromDisk, movesOf } from '../../change/moves.ts'
import { mergeOwn } from '../../change/own-templates.ts'
import type { Change } from '../../merge/changes.ts'
import { isSameContent } from '../../merge/contents.ts'
import { type Plan, planChanges } from '../../merge/plan.ts'
import { templatesOf } from '../../project/extensions.ts'
import type { Project } from '../../project/find.ts'
import { listSources } from '../../project/list-files.ts'
import { readMoves } from '../../project/moves.ts'
import { readFiles } from '../../project/read.ts'
import type { Answers } from '../../render/answers.ts'
import { type Generates, generatesOf } from '../../render/extensions/generates.ts'
import { isOwnPath } from '../../render/features/own.ts'
import { ejectedFiles, render } from '../../render/render.ts'
import { vendoredPath } from '../../render/vendored.ts'
import { tooOldNode } from '../../tools/node.ts'
import { type MayRun, renderBefore } from '../../tools/render-before.ts'
import { version } from '../../version.ts'
import { replaceCopy } from './copy.ts'
import { formatterAfter } from './formatter.ts'
import { changedButGone, withoutFrozen } from './frozen.ts'
import { newSettings } from './settings.ts'

export interface Upgrade extends Plan {
  readonly project: Project
  /** What the project is rendered from now. */
  readonly answers: Answers
  /** The machine's Node.js, where it is too old now, and the project brings its own from here on. */
  readonly oldNode: string | undefined
  /** Files that the templates changed, and that the user deleted or moved. */
  readonly gone: readonly string[]
  /** The settings that came. */
  readonly settings: readonly string[]
  /** What else became of its `.env`. */
  readonly notes: readonly string[]
  /** What scripts write once all is there. */
  readonly generates: readonly Generates[]
}

/**
 * Plans what takes a project to this paxx's templates: the old side as the project's own paxx renders it, the new one as
 * this does.
 * @throws UsageError where that paxx is not to be had
 */
export async function planUpgrade(project: Project, mayRun: MayRun): Promise<Upgrade> {
  const { root, answers } = project
  const templates = await templatesOf(project)
  const oldNode = answers.node === undefined ? await tooOldNode() : undefined
  const bringsNode = answers.node !== undefined || oldNode !== undefined
  const next: Answers = { ...answers, paxx: version, ...(bringsNode && { node: templates.versions['node']! }) }
  const [before, moves] = [await renderBefore(project, mayRun), await readMoves(answers.paxx)]
  const ejected = new Map([...before].filter(([path]) => isOwnPath(path)))
  const now = await render(next, await mergeOwn(root, ejected, ejectedFiles(next, templates), templates, moves))
  const copies = [answers.paxx, version].map(vendoredPath)
  const own = moves.size > 0 ? await listSources(root) : []
  const ours = await readFiles(root, new Set(['.env', ...before.keys(), ...now.keys(), ...copies, ...own]))
  const rendered = withoutFrozen(await replaceCopy({ base: before, theirs: now }, ours, answers.paxx, version), ours)

  // All three sides import from where the files are to be: an import that nobody else touched is then no conflict.
  const moved = movesOf(moves, rendered.base, rendered.theirs)
  const sides = {
    base: following(rendered.base, moved),
    theirs: following(rendered.theirs, moved),
    ours: following(ours, moved),
  }
  const format = formatterAfter(rendered, ours)
  const planned = await planChanges({ ...sides, moved, format })
  const changes = await fromDisk(planned.changes, { disk: ours, followed: sides.ours }, format)
  const env = planEnv(ours, before, now)

  return {
    ...planned,
    changes: [...changes, ...env.changes].toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    project,
    answers: next,
    oldNode,
    gone: changedButGone(sides, ours, moved),
    settings: newSettings(before, now, ours.get('.env.example')),
    notes: env.notes,
    generates: generatesOf(next, templates.extensions),
  }
}

/** Whether a conflict changes its file: not where there is no place for markers. */
export const isMarked = ({ before, after }: Change): boolean =>
  before !== null && after !== null && !isSameContent(before, after)

/** What of a plan is to be written: conflicts as git would leave them, between markers. */
export const written = ({ changes }: Plan): Change[] =>
  changes.map((change) =>
    change.status === 'conflict' ? { ...change, status: isMarked(change) ? 'merge' : 'keep' } : change,
  )
