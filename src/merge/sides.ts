import type { Tree, File } from '../render/tree.ts'
import type { Format } from './plan-arrival.ts'

/** The new path of each file that moves, by the old one. */
export type Moved = ReadonlyMap<string, string>

/** What is at each path: null for nothing, `blocked` for what is no plain file or is out of bounds. */
export type Found = ReadonlyMap<string, File | 'blocked' | null>

export interface Sides {
  /** What was rendered last time. */
  readonly base: Tree
  /** What is rendered now. */
  readonly theirs: Tree
  /** What is on disk, for every path of the others. */
  readonly ours: Found
  /** Formats a file as the user's project does, and throws if it does not parse. */
  readonly format: Format
  /** The new paths of files that move: what the user made of one goes along. */
  readonly moved?: Moved
}
