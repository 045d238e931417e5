import { diffIndices } from 'node-diff3'
import { isTelling } from './brackets.ts'

/** `removed` lines of the base, from line `at` on, gave way to `added` lines of the side, from its line `from` on. */
export interface Edit {
  readonly at: number
  readonly removed: number
  readonly from: number
  readonly added: number
}

/**
 * What turns one list of lines into another, in order, and no two edits touch.
 *
 * Lines that are unique in both are matched first, so that no `})` is taken for another one (this is patience diff:
 * https://bramcohen.livejournal.com/73318.html); between them the longest common subsequence of lines that say something,
 * and between those of all others.
 */
export function compareLines(base: readonly string[], side: readonly string[]): Edit[] {
  const edits: Edit[] = []
  compareRange(base, side, 0, 0, edits)
  return join(edits)
}

function compareRange(base: readonly string[], side: readonly string[], at: number, from: number, edits: Edit[]): void {
  const shorter = Math.min(base.length, side.length)
  let head = 0
  while (head < shorter && base[head] === side[head]) head++
  let tail = 0
  while (tail < shorter - head && base.at(-1 - tail) === side.at(-1 - tail)) tail++
  const left = base.slice(head, base.length - tail)
  const right = side.slice(head, side.length - tail)
  if (left.length === 0 && right.length === 0) return

  const unique = matchUnique(left, right)
  const anchors = unique.length > 0 ? unique : matchTelling(left, right)
  if (anchors.length === 0) {
    for (const { buffer1, buffer2 } of diffIndices([...left], [...right])) {
      const [start, removed] = buffer1
      const [first, added] = buffer2
      edits.push({ at: at + head + start, removed, from: from + head + first, added })
    }
    return
  }
  let [i, j] = [0, 0]
  for (const [nextI, nextJ] of [...anchors, [left.length, right.length] as const]) {
    compareRange(left.slice(i, nextI), right.slice(j, nextJ), at + head + i, from + head + j, edits)
    ;[i, j] = [nextI + 1, nextJ + 1]
  }
}

/** Where the lines are that both have once, those of them that come in the same order. */
function matchUnique(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const places = uniquePlaces(right)
  const found = [...uniquePlaces(left)].filter(([line]) => places.has(line))
  const pairs = found.map(([line, i]) => [i, places.get(line)!] as const)
  if (pairs.every(([, j], k) => k === 0 || pairs[k - 1]![1] < j)) return pairs
  const here = found.map(([line]) => line)
  const there = here.toSorted((a, b) => places.get(a)! - places.get(b)!)
  const moved = new Set(diffIndices(here, there).flatMap(({ buffer1Content }) => buffer1Content))
  return pairs.filter((_, k) => !moved.has(here[k]!))
}

/** The longest common subsequence of the lines that say something. */
function matchTelling(left: readonly string[], right: readonly string[]): (readonly [number, number])[] {
  const [here, there] = [left, right].map((lines) => [...lines.keys()].filter((i) => isTelling(lines[i]!)))
  const pairs: (readonly [number, number])[] = []
  let [i, j] = [0, 0]
  for (const { buffer1, buffer2 } of diffIndices(
    here!.map((at) => left[at]!),
    there!.map((at) => right[at]!),
  )) {
    while (i < buffer1[0]) pairs.push([here![i++]!, there![j++]!])
    i += buffer1[1]
    j += buffer2[1]
  }
  while (i < here!.length) pairs.push([here![i++]!, there![j++]!])
  return pairs
}

/** Each telling line that occurs once, and where. */
export function uniquePlaces(lines: readonly string[]): Map<string, number> {
  const places = new Map<string, number>()
  const repeated = new Set<string>()
  for (const [i, line] of lines.entries()) {
    if (places.has(line)) repeated.add(line)
    else if (isTelling(line)) places.set(line, i)
  }
  for (const line of repeated) places.delete(line)
  return places
}

function join(edits: readonly Edit[]): Edit[] {
  const joined: Edit[] = []
  for (const edit of edits) {
    const last = joined.at(-1)
    if (last && last.at + last.removed === edit.at && last.from + last.added === edit.from) {
      joined[joined.length - 1] = { ...last, removed: last.removed + edit.removed, added: last.added + edit.added }
    } else joined.push(edit)
  }
  return joined
}
