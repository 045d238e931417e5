import type { Change } from './changes.ts'
import { planMoves } from './plan-moves.ts'
import { planPath } from './plan-path.ts'
import type { Refusal } from './planned.ts'
import type { Sides } from './sides.ts'
import type { Hunk } from './text/hunks.ts'

/** A file that cannot be merged, and why. */
export interface Conflict extends Refusal {
  readonly path: string
}

export interface Plan {
  /** One for every path, in order. A conflict's `after` has both sides, between markers where it is a text. */
  readonly changes: readonly Change[]
  readonly conflicts: readonly Conflict[]
  /** Where both changed lines side by side: merged, and worth a look. */
  readonly adjacent: readonly { readonly path: string; readonly hunks: readonly Hunk[] }[]
  /** What the templates no longer have, and is kept since the user edited it. */
  readonly kept: readonly string[]
}

/**
 * Settles what becomes of every path, and loses nothing of the user's: what only the template changed is updated, what
 * only the user changed is kept, what both changed is merged or a conflict, and what the user deleted stays deleted.
 */
export async function planChanges(sides: Sides): Promise<Plan> {
  const { base, theirs, ours, format } = sides
  const moves = await planMoves(sides)
  const paths = [...new Set([...base.keys(), ...theirs.keys(), ...moves.keys()])].toSorted((a, b) => (a < b ? -1 : 1))
  const planned = await Promise.all(
    paths.map(async (path) => {
      const own = { base: base.get(path), theirs: theirs.get(path), ours: ours.get(path) ?? null }
      return { path, result: moves.get(path) ?? (await planPath(path, own, format)) }
    }),
  )
  return {
    changes: planned.map(({ path, result: { status, before, after, from, to } }) => ({
      path,
      status,
      before,
      after,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    })),
    conflicts: planned.flatMap(({ path, result: { refusal } }) => (refusal ? [{ path, ...refusal }] : [])),
    adjacent: planned.flatMap(({ path, result: { adjacent } }) =>
      adjacent?.length ? [{ path, hunks: adjacent }] : [],
    ),
    kept: planned.filter(({ result }) => result.left).map(({ path }) => path),
  }
}
