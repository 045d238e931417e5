import { uniquePlaces } from './compare.ts'
import { addedBy, type Line, mapAdded, type Side } from './side.ts'

/**
 * Finds the lines that a side moved: deleted in one place, added in another. Which one came from where is only certain
 * around a line that is unique before and after, for as long as the lines above and below it moved along. A line that
 * was indented otherwise counts as moved, though it may be where it was.
 */
export function findMoves(base: readonly string[], side: Side): Side {
  const added = new Set(addedBy(side).map(({ index }) => index))
  if (added.size === 0 || side.blocks.every((block) => block === undefined)) return side
  const before = base.map((key) => key.trim())
  const keys = side.lines.map(({ key }) => key.trim())
  const origins = new Map<number, number>()
  const moved = new Set<number>()
  const isMove = (i: number, j: number): boolean =>
    side.blocks[i] !== undefined && !moved.has(i) && added.has(j) && !origins.has(j) && before[i] === keys[j]

  const places = uniquePlaces(keys)
  for (const [key, i] of uniquePlaces(before)) {
    const j = places.get(key) ?? -1
    for (const step of [1, -1]) {
      for (let k = step > 0 ? 0 : -1; isMove(i + k, j + k) && (k === 0 || origins.has(j + k - step)); k += step) {
        origins.set(j + k, i + k)
        moved.add(i + k)
      }
    }
  }
  if (origins.size === 0) return side
  return mapAdded(side, (lines) => lines.map((line) => ({ ...line, origin: origins.get(line.index) })))
}

/** Lets what each side did to a line follow it to where the other side moved it; ours has its way where both moved it. */
export function followMoves(ours: Side, theirs: Side): { ours: Side; theirs: Side } {
  const [byOurs, byTheirs] = [originsOf(ours), originsOf(theirs)]
  if (byOurs.size + byTheirs.size === 0) return { ours, theirs }
  const only = (some: Set<number>, others: Set<number>) => new Set([...some].filter((line) => !others.has(line)))
  const rest = mapAdded(theirs, (lines) => lines.filter(({ origin }) => origin === undefined || !byOurs.has(origin)))
  const first = follow(ours, rest, only(byOurs, byTheirs))
  // What of theirs followed a line of ours can no longer be followed itself.
  const second = follow(first.other, first.mover, only(originsOf(first.other), byOurs))
  return { ours: second.other, theirs: second.mover }
}

/** A block follows if all of its lines were moved: its new ones go where the first of them is. */
function follow(mover: Side, other: Side, origins: ReadonlySet<number>): { mover: Side; other: Side } {
  const followed = new Map<number, readonly Line[]>()
  const blocks = other.blocks.map((block) => {
    const lines = Array.from({ length: block?.removed ?? 0 }, (_, k) => block!.at + k)
    if (!block || !lines.every((line) => origins.has(line))) return block
    for (const line of lines) followed.set(line, line === block.at ? block.lines : [])
    return undefined
  })
  if (followed.size === 0) return { mover, other }
  const replaced = mapAdded(mover, (lines) => lines.flatMap((line) => followed.get(line.origin ?? -1) ?? [line]))
  return { mover: replaced, other: { ...other, blocks } }
}

const originsOf = (side: Side): Set<number> => new Set(addedBy(side).flatMap(({ origin }) => origin ?? []))
