import type { File } from '../render/tree.ts'
import type { Status } from './changes.ts'
import { textIn } from './contents.ts'
import type { Hunk } from './text/hunks.ts'
import { type Wanted, wantedEdits } from './text/wanted.ts'

/**
 * Why a file cannot be merged: both sides changed the same lines or values; what comes uses names that the user renamed or
 * removed; an earlier conflict is still to be resolved; the user has another file where a new one belongs; both changed what is no text; it is no plain file.
 */
export type Reason = 'changed' | 'names' | 'markers' | 'exists' | 'binary' | 'blocked'

/** What stopped a merge, and what doing it by hand would be. */
export interface Refusal {
  readonly reason: Reason
  /** The lines that both changed, where there are such. */
  readonly hunks: readonly Hunk[]
  /** All that the template would change in this file. */
  readonly wanted: readonly Wanted[]
  /** The names that are missing, where that is the reason. */
  readonly lost?: readonly string[]
}

/** What becomes of one path. */
export interface Planned {
  readonly status: Status
  readonly before: File | null
  readonly after: File | null
  readonly refusal?: Refusal
  readonly adjacent?: readonly Hunk[]
  /** The path that it came from, or went to. */
  readonly from?: string
  readonly to?: string
  /** The template has no such file any more, and the user's was edited. */
  readonly left?: boolean
}

export const keep = (file: File | null): Planned => ({ status: 'keep', before: file, after: file })

/** A conflict; `after` has both sides, or is what was there if that is no text. */
export function refuse(
  reason: Reason,
  { before, after }: { before: File | null; after: File | null },
  { base, theirs }: { base: File | undefined; theirs: File },
  hunks: readonly Hunk[] = [],
): Planned {
  const [old, fresh] = [base ? textIn(base) : '', textIn(theirs)]
  const wanted = old === undefined || fresh === undefined ? [] : wantedEdits(old, fresh)
  return { status: 'conflict', before, after, refusal: { reason, hunks, wanted } }
}
