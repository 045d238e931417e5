import type { View } from '../template.ts'
import type { Extension } from './extension.ts'
import { renderPlain } from './plain.ts'

/** What extensions say that is to be done once they are there. */
export const nextSteps = (extensions: readonly Extension[], view: View): string[] =>
  extensions.flatMap(({ name, manifest }) =>
    manifest.next.map((line) => renderPlain(`${name}/extension.json`, line, view, {})),
  )
