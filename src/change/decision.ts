import type { Change } from '../merge/changes.ts'
import type { Moved, Sides } from '../merge/sides.ts'
import type { Project } from '../project/find.ts'
import type { Answers } from '../render/answers.ts'
import type { Templates } from '../render/render.ts'
import type { Tree } from '../render/tree.ts'

/** What a command makes of a project's answers. */
export interface Decision {
  readonly answers: Answers
  /** What they are rendered from, where that is not what the project was. */
  readonly templates?: Templates
  /** What its files were rendered from, where that is not what the project is now. */
  readonly formerTemplates?: Templates
  /** The features whose own files differ between the old answers and the new. */
  readonly features?: readonly string[]
  /** The new paths of files that move. */
  readonly moved?: (base: Tree, theirs: Tree) => Moved
  /**
   * A file in which the user has said it already, and what it was rendered as had it said so then, too: what it is merged
   * with where the merge does not see that.
   */
  readonly settled?: { readonly path: string; readonly asIfBefore: (base: string, theirs: string) => string }
  /** Files that are written once and never rendered again: migrations, as source that is not formatted yet. */
  readonly migrations?: Readonly<Record<string, string>>
  /** What to know before those run where there are rows. */
  readonly hazards?: readonly string[]
  /** What is probably not meant. */
  readonly warnings?: readonly string[]
  /** What else is worth saying. */
  readonly remarks?: readonly string[]
  /** For the reader, after the list of changes. */
  readonly next?: readonly string[]
  /** What follows from the files as they will be. */
  readonly follow?: (changes: readonly Change[], sides: Sides) => Promise<Following>
  /** What is to be looked at once they are there, and installed; gives what to say. */
  readonly finish?: () => Promise<readonly string[]>
}

/** Changes of files that are not rendered, and what to say of them. */
export interface Following {
  readonly changes: readonly Change[]
  readonly notes: readonly string[]
}

/** What a command makes of a project, and of what it is rendered from. */
export type Decide = (project: Project, templates: Templates) => Promise<Decision>
