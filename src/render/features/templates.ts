import type { Slots, View } from '../template.ts'
import type { Tree } from '../tree.ts'

/** The templates of a feature: the files of its folder, and the parts that its tests have where its fields give cause. */
export interface FeatureTemplates {
  readonly files: Tree
  /** What takes their place where rows are known by what they join. */
  readonly join: Tree
  readonly parts: Tree
}

/** Gives the text of a template that others take in. */
export type Part = (name: string, view: View, slots?: Slots) => string
