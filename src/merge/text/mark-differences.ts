import { compareLines } from './compare.ts'
import { markConflict } from './hunks.ts'
import { bare, joinLines, splitLines } from './lines.ts'

/** Two versions of a text without a common ancestor: what they share once, everything else between git's markers. */
export function markDifferences(ours: string, theirs: string): string {
  const o = splitLines(ours)
  const [left, right] = [o.lines, splitLines(theirs).lines.map(bare)]
  const lines: string[] = []
  let next = 0
  for (const { at, removed, from, added } of compareLines(left.map(bare), right)) {
    lines.push(...left.slice(next, at))
    lines.push(...markConflict(left.slice(at, at + removed), right.slice(from, from + added)))
    next = at + removed
  }
  return joinLines({ ...o, lines: [...lines, ...left.slice(next)] })
}
