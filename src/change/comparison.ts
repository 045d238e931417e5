import { ageOf } from '../project/age.ts'
import { type Compared, compare } from '../project/compare.ts'
import { templatesOf } from '../project/extensions.ts'
import { findProject, type Project } from '../project/find.ts'
import type { Extensions } from '../render/extensions/select.ts'
import { render, type Templates } from '../render/render.ts'
import { renderBefore } from '../tools/render-before.ts'
import { askToRun, type TrustArgs } from './trust.ts'

/**
 * The project around the current folder, its generated files compared with what paxx wrote. Those of a newer paxx are
 * never outdated.
 * @param command whose question it is
 */
export async function compareProject(
  command: string,
  args: TrustArgs,
): Promise<{ project: Project; files: Compared[]; extensions: Extensions }> {
  const project = await findProject()
  const { root, answers } = project
  const age = ageOf(answers.paxx)
  const before = age === 'same' ? undefined : await renderBefore(project, askToRun(args, command))
  if (before && age === 'newer') return { project, files: await compare(root, before, before), extensions: {} }

  const templates = await templatesOf(project)
  const theirs = await render(answers, templates)
  const files = await compare(root, before ?? theirs, theirs)
  const { own, extensions } = templates
  return { project, files: own ? await findOutdated(project, templates, files) : files, extensions }
}

/** What was generated before its project's own templates were edited is no edit. */
async function findOutdated({ root, answers }: Project, templates: Templates, files: Compared[]): Promise<Compared[]> {
  const former = await render(answers, { ...templates, own: undefined })
  const before = await compare(root, former, new Map())
  const untouched = new Map(before.filter(({ state }) => state === 'outdated').map((file) => [file.path, file]))
  return files.map((file) => (file.state === 'edited' && untouched.get(file.path)) || file)
}
