import type { File } from '../render/tree.ts'

/** What becomes of a path: one vocabulary for every command's output. */
export type Status = 'create' | 'update' | 'merge' | 'delete' | 'identical' | 'keep' | 'conflict'

export interface Change {
  readonly status: Status
  /** With forward slashes, relative to the project's root. */
  readonly path: string
  /** What the plan saw on disk; null where there was nothing. */
  readonly before: File | null
  /** What shall be there; null where there shall be nothing. */
  readonly after: File | null
  /** Where it was, if it comes from another path: that one has a `delete` of its own, with `to`. */
  readonly from?: string
  readonly to?: string
}

/** Whether it changes what is on disk. */
export const isDone = ({ status }: Change): boolean => status !== 'identical' && status !== 'keep'
