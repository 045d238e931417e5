import { isSameContent } from '../../merge/contents.ts'
import type { Moved, Found } from '../../merge/sides.ts'
import type { Tree } from '../../render/tree.ts'
import type { Rendered } from './copy.ts'

/**
 * Leaves out what is not an upgrade's to write: migrations that may have been applied, and new files of a feature whose
 * folder the user deleted or moved.
 */
export function withoutFrozen({ base, theirs }: Rendered, ours: Found): Rendered {
  const isThere = (path: string) => Boolean(ours.get(path))
  const frozen = (path: string): boolean => {
    if (path.startsWith('migrations/')) return base.has(path)
    const [, folder] = /^(features\/[^/]+\/)/.exec(path) ?? []
    const siblings =
      folder === undefined || base.has(path) ? [] : [...base.keys()].filter((own) => own.startsWith(folder))
    return siblings.length > 0 && !siblings.some(isThere)
  }
  const thaw = (tree: Tree): Tree => new Map([...tree].filter(([path]) => !frozen(path)))
  return { base: thaw(base), theirs: thaw(theirs) }
}

/** What the templates changed in files that are gone: nobody else tells of it. */
export const changedButGone = ({ base, theirs }: Rendered, ours: Found, moved: Moved): string[] =>
  [...base].flatMap(([path, old]) => {
    const fresh = theirs.get(moved.get(path) ?? path)
    return fresh && !ours.get(path) && !isSameContent(old, fresh) ? [path] : []
  })
