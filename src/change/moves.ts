import { type Change, isDone } from '../merge/changes.ts'
import { isSameContent } from '../merge/contents.ts'
import { followMoves } from '../merge/follow-moves.ts'
import type { Format } from '../merge/plan-arrival.ts'
import type { Moved, Found } from '../merge/sides.ts'
import { type File, textOf, type Tree } from '../render/tree.ts'

const module = /\.[cm]?[jt]sx?(\.eta)?$/

/** The moves of files that were there. */
export const movesOf = (moves: Moved, base: Tree, theirs: Tree): Moved =>
  new Map([...moves].filter(([from, to]) => base.has(from) && theirs.has(to) && !theirs.has(from)))

/** Files whose imports lead to where other files are after moves. */
export const following = <Entry extends File | 'blocked' | null>(files: ReadonlyMap<string, Entry>, moved: Moved) =>
  new Map([...files].map(([path, file]) => [path, isFile(file) ? follow(path, file, moved) : file]))

function follow(path: string, file: File, moved: Moved): File {
  if (moved.size === 0 || !module.test(path)) return file
  const text = textOf(file)
  const content = followMoves(path, text, moved)
  return content === text ? file : { ...file, content }
}

/**
 * Changes that were planned for files whose imports had followed moves, as what they are for those on disk; and those of
 * files that are the user's alone.
 */
export async function fromDisk(
  changes: readonly Change[],
  { disk, followed }: { readonly disk: Found; readonly followed: Found },
  format: Format,
): Promise<Change[]> {
  const planned = new Set(changes.map(({ path }) => path))
  const own = [...followed].flatMap(([path, after]): Change[] => {
    const before = disk.get(path)
    const isChanged = !planned.has(path) && isFile(after) && isFile(before) && !isSameContent(before, after)
    return isChanged ? [{ path, status: 'update', before, after }] : []
  })
  const known = changes.map((change): Change => {
    const before = disk.get(change.path)
    return change.before === null || !isFile(before) ? change : { ...change, before }
  })
  return await Promise.all(
    [...known, ...own].map(async (change): Promise<Change> => {
      const source = disk.get(change.from ?? change.path)
      if (!change.after || !isFile(source) || isSameContent(source, followed.get(change.from ?? change.path) as File)) {
        return change
      }
      const status = isDone(change) ? change.status : 'merge'
      return { ...change, status, after: await formatAsBefore(change.path, source, change.after, format) }
    }),
  )
}

/** Imports may be in another order now: what was formatted stays so. */
async function formatAsBefore(path: string, before: File, after: File, format: Format): Promise<File> {
  try {
    const text = textOf(before)
    if ((await format(path, text)) !== text) return after
    return { ...after, content: await format(path, textOf(after)) }
  } catch {
    // With markers of a conflict in it, it is no code.
    return after
  }
}

const isFile = (file: File | 'blocked' | null | undefined): file is File => typeof file === 'object' && file !== null
