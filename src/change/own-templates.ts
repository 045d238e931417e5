import { planChanges } from '../merge/plan.ts'
import type { Moved } from '../merge/sides.ts'
import { readFiles } from '../project/read.ts'
import { ejectFeature, readOwn } from '../render/features/own.ts'
import type { Templates } from '../render/render.ts'
import { textOf, type Tree } from '../render/tree.ts'
import { following } from './moves.ts'

/**
 * What to render from where paxx's templates change beneath a project's own ones: these as they will be, by the merge that
 * their files go through. Where that is a conflict, as they are.
 * @param base,theirs the copies that the project was given, and those that it is given now
 */
export async function mergeOwn(
  root: string,
  base: Tree,
  theirs: Tree,
  templates: Templates,
  moves: Moved = new Map(),
): Promise<Templates> {
  if (!templates.own || base.size === 0 || theirs.size === 0) return templates
  const ours = await readFiles(root, new Set([...base.keys(), ...theirs.keys()]))
  const [old, mine] = [following(base, moves), following(ours, moves)]
  const { changes, conflicts } = await planChanges({ base: old, theirs, ours: mine, format: async (_, text) => text })
  if (conflicts.length > 0) return templates
  const own = new Map(ejectFeature(templates.own))
  for (const { path, after } of changes) {
    if (after) own.set(path, after)
    else own.delete(path)
  }
  return { ...templates, own: readOwn(new Map([...own].map(([path, file]) => [path, textOf(file)]))) }
}
