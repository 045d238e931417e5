import { compareLines } from './compare.ts'
import { bare, splitLines } from './lines.ts'

/** What the template does to a text at one place: what a user would do by hand where it cannot be merged. */
export interface Wanted {
  /** The number of the first line in the text before, from 1. */
  readonly line: number
  readonly removed: readonly string[]
  readonly added: readonly string[]
}

export function wantedEdits(base: string, theirs: string): Wanted[] {
  const [before, after] = [base, theirs].map((text) => splitLines(text).lines.map(bare))
  return compareLines(before!, after!).map(({ at, removed, from, added }) => ({
    line: at + 1,
    removed: before!.slice(at, at + removed),
    added: after!.slice(from, from + added),
  }))
}
