import { templatesOf } from '../../project/extensions.ts'
import { lookForProject, type Project } from '../../project/find.ts'
import { loadTemplates } from '../../project/templates.ts'
import type { Extensions } from '../../render/extensions/select.ts'

interface Known {
  /** The project around the current folder, where there is one. */
  readonly project: Project | undefined
  /** The extensions of paxx, and those that the project has of others. */
  readonly extensions: Extensions
}

export async function knownExtensions(): Promise<Known> {
  const project = await lookForProject(process.cwd())
  const { extensions } = project ? await templatesOf(project) : await loadTemplates()
  return { project, extensions }
}

/** The names of all, of those that are in the project, or of those that are not. */
export async function namesOf(which: 'all' | 'added' | 'others'): Promise<string[]> {
  const { project, extensions } = await knownExtensions()
  const added = project?.answers.extensions ?? {}
  const names = Object.keys(extensions).toSorted()
  return names.filter((name) => which === 'all' || Object.hasOwn(added, name) === (which === 'added'))
}
