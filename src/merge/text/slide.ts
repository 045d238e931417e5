import { isBalanced } from './brackets.ts'
import type { Edit } from './compare.ts'

/**
 * Puts each insertion and each deletion where it holds whole statements, if a repeated line such as `}` or a blank one
 * leaves the choice; of several such places the last. So that a text that goes leaves where it had come.
 */
export function slideEdits(edits: readonly Edit[], base: readonly string[], side: readonly string[]): Edit[] {
  const slid: Edit[] = []
  for (const [i, edit] of edits.entries()) {
    if (edit.removed > 0 && edit.added > 0) {
      slid.push(edit)
      continue
    }
    const [text, start, length] = edit.added > 0 ? [side, edit.from, edit.added] : [base, edit.at, edit.removed]
    const before = slid.at(-1)
    const after = edits[i + 1]
    // One line is left between two edits, which else would be one.
    const up = before ? edit.at - (before.at + before.removed) - 1 : edit.at
    const down = after ? after.at - (edit.at + edit.removed) - 1 : base.length - (edit.at + edit.removed)
    const offset = bestOffset(text, start, length, up, down)
    slid.push({ ...edit, at: edit.at + offset, from: edit.from + offset })
  }
  return slid
}

function bestOffset(text: readonly string[], start: number, length: number, up: number, down: number): number {
  let highest = 0
  while (-highest < up && text[start + highest - 1] === text[start + length + highest - 1]) highest--
  let lowest = 0
  while (lowest < down && text[start + lowest] === text[start + length + lowest]) lowest++
  for (let offset = lowest; offset >= highest; offset--) {
    if (isBalanced(text.slice(start + offset, start + offset + length))) return offset
  }
  return lowest
}
