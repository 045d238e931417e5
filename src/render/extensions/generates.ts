import type { Answers } from '../answers.ts'
import type { Manifest } from './manifest.ts'
import { type Extensions, selectExtensions } from './select.ts'

/** An npm script of a project, and the files that it writes of what the project is. */
export type Generates = NonNullable<Manifest['generates']>

/** What the extensions of a project have made of it. */
export const generatesOf = (answers: Answers, extensions: Extensions): Generates[] =>
  selectExtensions(answers, extensions).flatMap(({ manifest }) => manifest.generates ?? [])
