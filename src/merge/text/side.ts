import { depthOf } from './brackets.ts'
import { compareLines, type Edit } from './compare.ts'
import { pairLines } from './similarity.ts'
import { slideEdits } from './slide.ts'
import { goesOn, statements } from './statements.ts'

/** A line of a side; two are the same line if their keys are. */
export interface Line {
  readonly by: 'ours' | 'theirs'
  readonly key: string
  readonly text: string
  /** Where it is in its side. */
  readonly index: number
  /** The line of the base that was moved here. */
  readonly origin?: number
}

/** Lines that took the place of lines of the base; none did if they were deleted. */
interface Block {
  readonly at: number
  readonly removed: number
  readonly lines: readonly Line[]
}

/** What one side did: to each line of the base, and in each gap; gap i is before line i. */
export interface Side {
  readonly lines: readonly Line[]
  /** For each line of the base the side's own, where it was kept. */
  readonly kept: (Line | undefined)[]
  readonly blocks: (Block | undefined)[]
  readonly gaps: (readonly Line[])[]
}

export function sideOf(base: readonly string[], lines: readonly Line[]): Side {
  const keys = lines.map(({ key }) => key)
  const edits = slideEdits(compareLines(base, keys), base, keys).flatMap((edit) => refine(edit, base, keys))
  const side: Side = { lines, kept: [], blocks: base.map(() => undefined), gaps: [...base.map(() => []), []] }
  let next = 0
  for (const { at, removed, from, added } of [
    ...edits,
    { at: base.length, removed: 0, from: lines.length, added: 0 },
  ]) {
    while (side.kept.length < at) side.kept.push(lines[next++])
    const block = { at, removed, lines: lines.slice(from, from + added) }
    if (removed === 0 && added > 0) side.gaps[at] = block.lines
    for (let i = at; i < at + removed; i++) {
      side.kept.push(undefined)
      side.blocks[i] = added > 0 ? block : { at: i, removed: 1, lines: [] }
    }
    next = from + added
  }
  return side
}

/** A side with other lines added to the base than it has. */
export function mapAdded(side: Side, change: (lines: readonly Line[]) => readonly Line[]): Side {
  const changed = new Map<Block, Block>()
  for (const block of side.blocks)
    if (block && !changed.has(block)) changed.set(block, { ...block, lines: change(block.lines) })
  return { ...side, gaps: side.gaps.map(change), blocks: side.blocks.map((block) => block && changed.get(block)) }
}

/** The lines that a side added, in its order, each once. */
export const addedBy = ({ blocks, gaps }: Side): Line[] =>
  gaps.flatMap((gap, i) => [...gap, ...(blocks[i]?.at === i ? blocks[i].lines : [])])

/** Splits a replacement of several lines where lines became others, each with the new lines that follow it. */
function refine(edit: Edit, base: readonly string[], keys: readonly string[]): Edit[] {
  if (edit.removed < 2 || edit.added === 0) return [edit]
  const { at, removed, from, added } = edit
  const pairs = pairStatements(base.slice(at, at + removed), keys.slice(from, from + added))
  const edits: Edit[] = []
  let [i, j] = [0, 0]
  for (const [index, [pairI, pairJ]] of pairs.entries()) {
    const [endI, endJ] = pairs[index + 1] ?? [removed, added]
    if (index === 0 && pairI > 0) {
      edits.push({ at, removed: pairI, from, added: pairJ })
      j = pairJ
    }
    i = pairI + 1
    // New lines stay with the line before them, unless they stand for lines that went.
    const own = endI > i ? pairJ + 1 : endJ
    edits.push({ at: at + pairI, removed: 1, from: from + j, added: own - j })
    if (endI > i) edits.push({ at: at + i, removed: endI - i, from: from + own, added: endJ - own })
    j = endJ
  }
  return pairs.length === 0 ? [edit] : coarsen(edits, base, keys)
}

/** Which line became which; of a statement that one side has on more lines than the other, the first ones. */
function pairStatements(before: readonly string[], after: readonly string[]): [number, number][] {
  const pairs = pairLines(before, after)
  if (pairs.every(([i, j]) => goesOn(before[i]!) === goesOn(after[j]!))) return pairs
  const [left, right] = [statements(before), statements(after)]
  return pairLines(
    left.map(({ text }) => text),
    right.map(({ text }) => text),
  ).map(([i, j]) => [left[i]!.at, right[j]!.at])
}

/** Joins edits until each closes the brackets that its lines closed before: none cuts a statement in two. */
function coarsen(edits: readonly Edit[], base: readonly string[], keys: readonly string[]): Edit[] {
  const whole: Edit[] = []
  let open: Edit | undefined
  for (const edit of edits) {
    const { at, from } = open ?? edit
    open = { at, removed: edit.at + edit.removed - at, from, added: edit.from + edit.added - from }
    const before = depthOf(base.slice(at, at + open.removed))
    const after = depthOf(keys.slice(from, from + open.added))
    if (before.end !== after.end || before.lowest !== after.lowest) continue
    whole.push(open)
    open = undefined
  }
  return open ? [...whole, open] : whole
}
