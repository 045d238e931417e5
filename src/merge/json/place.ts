/**
 * Puts what is new in `theirs` into `ours` where theirs has it: after the item that it follows there. A list that is
 * sorted on both sides stays sorted.
 */
export function placeNew<T>(ours: readonly T[], theirs: readonly T[], isSame: (a: T, b: T) => boolean): T[] {
  const placed = [...ours]
  const sorted = isSorted(ours) && isSorted(theirs)
  for (const [i, item] of theirs.entries()) {
    if (placed.some((present) => isSame(present, item))) continue
    placed.splice(sorted ? placeSorted(placed, item) : placeAfter(placed, theirs.slice(0, i), isSame), 0, item)
  }
  return placed
}

const isSorted = (items: readonly unknown[]): boolean =>
  items.every((item, i) => typeof item === 'string' && (i === 0 || (items[i - 1] as string) <= item))

function placeSorted<T>(placed: readonly T[], item: T): number {
  const after = placed.findIndex((present) => present > item)
  return after < 0 ? placed.length : after
}

function placeAfter<T>(placed: readonly T[], before: readonly T[], isSame: (a: T, b: T) => boolean): number {
  for (const item of before.toReversed()) {
    const at = placed.findIndex((present) => isSame(present, item))
    if (at >= 0) return at + 1
  }
  return before.length === 0 ? 0 : placed.length
}
