import { type Slots, slotsIn } from '../template.ts'
import { textOf, type Tree } from '../tree.ts'
import type { FeatureTemplates } from './templates.ts'

/** Where a project keeps the templates of features once they are its own: in the folders that paxx has them in. */
const folders = {
  files: 'templates/feature',
  join: 'templates/join',
  parts: 'templates/feature-parts',
} as const satisfies Record<keyof FeatureTemplates, string>

export const ownFolders: readonly string[] = Object.values(folders)

/** Whether a file of a project is a template of its own. */
export const isOwnPath = (path: string): boolean => ownFolders.some((folder) => path.startsWith(`${folder}/`))

/** The file of a project that a template is. Its extension keeps compilers, linters and test runners away. */
export const ownPath = (kind: keyof FeatureTemplates, path: string): string => `${folders[kind]}/${path}.eta`

/** The templates of features as files of a project. */
export const ejectFeature = (templates: FeatureTemplates): Tree =>
  new Map(kinds.flatMap((kind) => [...templates[kind]].map(([path, file]) => [ownPath(kind, path), file] as const)))

/** The templates that files of a project are. */
export function readOwn(files: ReadonlyMap<string, string>): FeatureTemplates {
  const [own, join, parts] = kinds.map((kind): Tree => {
    const prefix = `${folders[kind]}/`
    const found = [...files].filter(([path]) => path.startsWith(prefix) && path.endsWith('.eta'))
    return new Map(
      found.map(([path, content]) => [
        path.slice(prefix.length, -'.eta'.length),
        { content: content.replaceAll('\r\n', '\n') },
      ]),
    )
  })
  return { files: own!, join: join!, parts: parts! }
}

/** The slots that templates of features may have. */
export const slotNames = (templates: FeatureTemplates): ReadonlySet<string> =>
  new Set(kinds.flatMap((kind) => [...templates[kind].values()].flatMap((file) => slotsIn(textOf(file)))))

/** What the slots of features are called for extensions, which bring lines for each feature. */
export const slotPrefix = 'feature.'
export const namesForExtensions = (known: ReadonlySet<string>): string[] => [...known].map((name) => slotPrefix + name)

/** The lines of extensions for the slots of each feature. */
export const broughtSlots = (slots: Slots): Slots =>
  Object.fromEntries(
    Object.entries(slots)
      .filter(([name]) => name.startsWith(slotPrefix))
      .map(([name, lines]) => [name.slice(slotPrefix.length), lines]),
  )

const kinds = Object.keys(folders) as (keyof FeatureTemplates)[]
