import { diffIndices } from 'node-diff3'
import { depthOf, isTelling } from './brackets.ts'
import type { Line } from './side.ts'

/** Lines that one side added, or both. */
export interface Added {
  readonly by: 'ours' | 'theirs' | 'both'
  readonly lines: readonly Line[]
}

/**
 * Merges what both sides inserted in one gap. What both inserted comes once, by whole statements; between those, theirs
 * comes first: generated lines stay beside their generated neighbours, where the next command looks for them. But lines
 * that close a bracket opened before come before those of the other side, and lines that leave one open after them: so
 * nothing falls into a block that one side put around the place.
 */
export function mergeInsertions(ours: readonly Line[], theirs: readonly Line[]): Added[] {
  const [left, right] = [statements(ours), statements(theirs)]
  const merged: Added[] = []
  const put = (by: Added['by'], lines: readonly Line[]) => lines.length > 0 && merged.push({ by, lines })
  let [i, j] = [0, 0]
  for (const [start, end, there] of [
    ...commonRuns(left.map(keyOf('ours')), right.map(keyOf('theirs'))),
    [left.length, left.length, right.length] as const,
  ]) {
    const [mine, yours] = [left.slice(i, start).flat(), right.slice(j, there).flat()]
    if (comesFirst(mine, yours)) {
      put('ours', mine)
      put('theirs', yours)
    } else {
      put('theirs', yours)
      put('ours', mine)
    }
    put('both', left.slice(start, end).flat())
    ;[i, j] = [end, there + end - start]
  }
  return merged
}

/** Whether another side's insertion has lines in a row that are this one's: it is there already. */
export function includes(lines: readonly Line[], some: readonly Line[]): boolean {
  if (!some.some(({ key }) => isTelling(key))) return false
  const isEqual = (one: Line, other: Line | undefined) => one.key === other?.key && one.by !== other.by
  return lines.some((_, i) => some.every((line, k) => isEqual(line, lines[i + k])))
}

function comesFirst(ours: readonly Line[], theirs: readonly Line[]): boolean {
  const [our, their] = [rank(ours), rank(theirs)]
  return our < their || (our === their && our < 0)
}

function rank(lines: readonly Line[]): number {
  const { end, lowest } = depthOf(lines.map(({ key }) => key))
  return lowest < 0 ? -1 : Math.min(end, 1)
}

/** What two groups have in common that are the same. A line of the other side, which followed a move here, has no equal. */
const keyOf =
  (side: Line['by']) =>
  (lines: readonly Line[]): string =>
    lines.map(({ by, key }) => (by === side ? key : `\0${side}${key}`)).join('\n')

/** Lines in groups that make sense alone: brackets closed, deeper lines with the line above, comments with the one below. */
function statements(lines: readonly Line[]): Line[][] {
  const keys = lines.map(({ key }) => key)
  if (depthOf(keys).lowest < 0) return [[...lines]]
  const outer = Math.min(...keys.filter((key) => key.trim() !== '').map(indentOf))
  const groups: Line[][] = []
  let depth = 0
  for (const [i, line] of lines.entries()) {
    const goesOn = depth > 0 || indentOf(line.key) > outer || /^\s*[)\]}]/.test(line.key)
    if (i > 0 && (goesOn || isComment(keys[i - 1]!))) groups.at(-1)!.push(line)
    else groups.push([line])
    depth += depthOf([line.key]).end
  }
  return groups
}

const indentOf = (line: string): number => line.search(/\S|$/)
const isComment = (line: string): boolean => /^\s*(\/\/|\/\*|\*|#)/.test(line)

/** Runs of equal groups, as start and end in one list and start in the other; blank lines alone are no run. */
function commonRuns(left: readonly string[], right: readonly string[]): [start: number, end: number, there: number][] {
  const runs: [number, number, number][] = []
  let [i, j] = [0, 0]
  for (const { buffer1, buffer2 } of [
    ...diffIndices([...left], [...right]),
    { buffer1: [left.length], buffer2: [right.length] },
  ]) {
    const [start, length = 0] = buffer1
    if (left.slice(i, start).some(isTelling)) runs.push([i, start!, j])
    ;[i, j] = [start! + length, buffer2[0]! + (buffer2[1] ?? 0)]
  }
  return runs
}
