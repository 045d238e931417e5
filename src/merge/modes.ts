import type { File } from '../render/tree.ts'

const executable = 0o111

/** The permission bits of a merged file: the user's, unless only the template made it executable, or no longer so. */
export function mergeModes(base: File, ours: File, theirs: File): number | undefined {
  const changed = isExecutable(base) !== isExecutable(theirs) && isExecutable(ours) === isExecutable(base)
  return changed ? theirs.mode : ours.mode
}

const isExecutable = ({ mode = 0 }: File): boolean => (mode & executable) > 0
