import { checkPath, checkPaths } from '../apply/paths.ts'
import { UsageError } from '../errors.ts'
import { copyPath, parseCopy } from '../render/extensions/copy.ts'
import { type Extension, hashExtension, partOf, readExtension } from '../render/extensions/extension.ts'
import type { Templates } from '../render/render.ts'
import { destination } from '../render/template.ts'
import { textOf } from '../render/tree.ts'
import type { Project } from './find.ts'
import { readOwnTemplates } from './own-templates.ts'
import { readFiles } from './read.ts'
import { loadTemplates } from './templates.ts'

/**
 * What a project is rendered from: paxx's own templates, those that it has ejected, and the copies that it keeps of others'
 * extensions.
 * @throws UsageError when a copy is missing, or is not what was added
 */
export async function templatesOf(project: Pick<Project, 'root' | 'answers'>): Promise<Templates> {
  const [templates, foreign, own] = await Promise.all([loadTemplates(), readCopies(project), readOwnTemplates(project)])
  return { ...templates, own, extensions: { ...foreign, ...templates.extensions } }
}

async function readCopies({ root, answers }: Pick<Project, 'root' | 'answers'>): Promise<Record<string, Extension>> {
  const foreign = Object.entries(answers.extensions).flatMap(([name, { hash }]) => {
    return hash === undefined ? [] : [{ name, hash }]
  })
  const found = await readFiles(
    root,
    foreign.map(({ name }) => copyPath(name)),
  )
  const extensions = foreign.map(({ name, hash }): [string, Extension] => {
    const copy = found.get(copyPath(name))
    if (!copy || copy === 'blocked') throw changed(`${copyPath(name)} is missing`, name)
    const files = parseCopy(name, textOf(copy))
    if (hashExtension(files) !== hash) {
      throw changed(`${copyPath(name)} is not what was added: its hash is not that of paxx.json`, name)
    }
    return [name, readForeign(name, files)]
  })
  return Object.fromEntries(extensions)
}

const changed = (reason: string, name: string) =>
  new UsageError('EXTENSION_CHANGED', `${reason}.`, `Take it from git: git checkout -- ${copyPath(name)}`)

/**
 * Reads an extension that is none of paxx's.
 * @throws UsageError for one that is not valid, or that would write where no file of a project belongs
 */
export function readForeign(name: string, files: ReadonlyMap<string, string>): Extension {
  const extension = readExtension(name, files)
  checkPaths(files.keys())
  for (const path of extension.sources.keys()) {
    const { kind, target } = partOf(path)!
    if (kind !== 'file') continue
    checkPath(destination(target))
    if (!/^(\.env|paxx\.json|(node_modules|vendor)\/.*)$/i.test(destination(target))) continue
    throw new UsageError(
      'PATH_INVALID',
      `${name} brings ${destination(target)}, which is not for extensions.`,
      'Its extension.json names its settings and its dependencies.',
    )
  }
  return extension
}
