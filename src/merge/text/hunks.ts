/** Where both sides changed a text, and to what. */
export interface Hunk {
  /** The number of the first line, from 1. */
  readonly line: number
  readonly base: readonly string[]
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

export interface Merged {
  /** The result; where the sides conflict, both of them between git's markers. */
  readonly text: string
  /** Where they do. Their lines are counted in the user's text, formatted if the merge had to format it. */
  readonly conflicts: readonly Hunk[]
  /** Where both changed lines side by side, which is no conflict but worth a look. Their lines are counted in the result. */
  readonly adjacent: readonly Hunk[]
  /** Names that conflicting lines of theirs use and that the user's text no longer has, where that is the conflict. */
  readonly lost?: readonly string[]
}

export const merged = (text: string): Merged => ({ text, conflicts: [], adjacent: [] })

/** The lines of a conflict in git's default style. https://git-scm.com/docs/git-merge#_how_conflicts_are_presented */
export const markConflict = (ours: readonly string[], theirs: readonly string[]): string[] => [
  '<<<<<<< yours',
  ...ours,
  '=======',
  ...theirs,
  '>>>>>>> paxx',
]

/** Whether conflicts of an earlier merge are still in a text. */
export const hasMarkers = (text: string): boolean => /^<{7} .*$[^]*^={7}\r?$[^]*^>{7} /m.test(text)
