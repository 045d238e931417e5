const tokens = (line: string): string[] => line.match(/[\p{L}\p{N}_$]+|[^\s\p{L}\p{N}_$]/gu) ?? []

/** How alike two lines are, from 0 to 1: Dice's coefficient of their words and signs, whatever their spaces. */
function similarity(one: string, other: string): number {
  const counts = new Map<string, number>()
  const first = tokens(one)
  const second = tokens(other)
  for (const token of first) counts.set(token, (counts.get(token) ?? 0) + 1)
  let common = 0
  for (const token of second) {
    const left = counts.get(token) ?? 0
    if (left > 0) common++
    counts.set(token, left - 1)
  }
  return first.length + second.length === 0 ? 1 : (2 * common) / (first.length + second.length)
}

const alike = 0.5
const most = 10_000

/**
 * Which line became which, where several lines gave way to several: the pairs, in order, that are most alike in sum.
 * Beyond a size that nobody reads anyway there are none.
 */
export function pairLines(before: readonly string[], after: readonly string[]): [number, number][] {
  if (before.length * after.length > most) return []
  const scores = before.map((one) => after.map((other) => similarity(one, other)))
  const best = Array.from({ length: before.length + 1 }, () => Array.from({ length: after.length + 1 }, () => 0))
  for (let i = before.length - 1; i >= 0; i--) {
    for (let j = after.length - 1; j >= 0; j--) best[i]![j] = Math.max(best[i + 1]![j]!, best[i]![j + 1]!, paired(i, j))
  }
  function paired(i: number, j: number): number {
    return scores[i]![j]! >= alike ? scores[i]![j]! + best[i + 1]![j + 1]! : -1
  }

  const pairs: [number, number][] = []
  for (let i = 0, j = 0; i < before.length && j < after.length;) {
    if (paired(i, j) === best[i]![j]) pairs.push([i++, j++])
    else if (best[i + 1]![j] === best[i]![j]) i++
    else j++
  }
  return pairs
}
