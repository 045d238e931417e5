import type { File } from '../render/tree.ts'
import { planPath } from './plan-path.ts'
import { keep, type Planned, refuse } from './planned.ts'
import type { Sides } from './sides.ts'

/** Settles what becomes of the paths that files leave and come to. What is no move is left to be planned as two paths. */
export async function planMoves({
  base,
  theirs,
  ours,
  format,
  moved = new Map(),
}: Sides): Promise<Map<string, Planned>> {
  const targets = [...moved.values()]
  const isMove = ([from, to]: readonly [string, string]): boolean =>
    base.has(from) === theirs.has(to) &&
    !theirs.has(from) &&
    !base.has(to) &&
    !moved.has(to) &&
    targets.indexOf(to) === targets.lastIndexOf(to)
  const planned = [...moved].filter(isMove).map(async ([from, to]): Promise<[string, Planned][]> => {
    const [source, target] = [from, to].map((path) => ours.get(path) ?? null) as [Present, Present]
    const [departure, arrival] = await planMove(
      { from, to },
      { base: base.get(from), theirs: theirs.get(to), source, target },
      format,
    )
    return [
      [from, departure],
      [to, arrival],
    ]
  })
  return new Map((await Promise.all(planned)).flat())
}

type Present = File | 'blocked' | null

interface Places {
  readonly base: File | undefined
  readonly theirs: File | undefined
  /** What is where it was, and what is where it is to be. */
  readonly source: Present
  readonly target: Present
}

async function planMove(
  { from, to }: { readonly from: string; readonly to: string },
  { base, theirs, source, target }: Places,
  format: Sides['format'],
): Promise<[departure: Planned, arrival: Planned]> {
  if (source === null) {
    // Deleted, or moved there by the user, who may have changed it too.
    return [keep(null), base ? await planPath(to, { base, theirs, ours: target }, format) : keepThere(target)]
  }
  if (target !== null) {
    if (!base) return [keepThere(source), refuseOwn(source, target)]
    return [
      await planPath(from, { base, theirs: undefined, ours: source }, format),
      await planPath(to, { base: undefined, theirs, ours: target }, format),
    ]
  }
  if (source === 'blocked') return [keep(null), refuse('blocked', nothing, { base, theirs: theirs ?? empty })]

  const merged: Planned =
    base && theirs
      ? await planPath(to, { base, theirs, ours: source }, format)
      : { status: 'identical', before: source, after: source }
  return [
    { status: 'delete', before: source, after: null, to },
    { ...merged, status: statusOf(merged), before: null, from },
  ]
}

const nothing = { before: null, after: null }
const empty: File = { content: '' }

const keepThere = (file: Present): Planned => keep(file === 'blocked' ? null : file)

/** A file that only the user has is not merged with another one. */
const refuseOwn = (source: Present, target: Present): Planned => {
  const there = keepThere(target)
  return refuse('exists', there, { base: undefined, theirs: source === 'blocked' || source === null ? empty : source })
}

/** What only moves is updated; what moves with the user's edits is merged. */
function statusOf({ status }: Planned): Planned['status'] {
  if (status === 'conflict') return status
  return status === 'merge' || status === 'keep' ? 'merge' : 'update'
}
