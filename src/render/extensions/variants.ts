import { suggestion } from '../../suggest.ts'
import { databases, idTypes, packageManagers } from '../answers.ts'
import { pageVariants } from '../features/pages.ts'
import type { Extension } from './extension.ts'

/** What `files-…` and `slots-…` name, beside other extensions. */
export const variants: readonly string[] = [...databases, ...idTypes, ...packageManagers, ...pageVariants]

/**
 * What to say of the folders of an extension that stand beside nothing that is known, and whose names are nearly those
 * of something that is. The extension that they name may be one that is not here.
 * @param known the names of the extensions that there are
 */
export function mistypedFolders({ name, sources }: Extension, known: readonly string[]): string[] {
  const names = [...variants, ...known]
  const folders = new Set([...sources.keys()].map((path) => path.split('/', 1)[0]!))
  return [...folders].toSorted().flatMap((folder) => {
    const [, kind, beside] = /^(files|slots)-(.+)$/.exec(folder) ?? []
    if (beside === undefined || names.includes(beside)) return []
    const nearest = suggestion(beside, names, (word) => `did you mean ${kind}-${word}/?`)
    return nearest ? [`${folder}/ of ${name} is for projects with an extension \`${beside}\`: ${nearest}`] : []
  })
}
