import { partOf } from './extensions/extension.ts'
import { renderPlain } from './extensions/plain.ts'
import type { JsonObject } from './json.ts'
import type { Slots, View } from './template.ts'
import { textOf, type Tree } from './tree.ts'

/** What projects on one database have that those on another do not: a folder of `templates/databases`, read. */
export interface DatabaseTemplates {
  /** Whether it gives back what it wrote (`returning`). */
  readonly hasReturning: boolean
  readonly dependencies?: readonly string[]
  readonly devDependencies?: readonly string[]
  /** What the texts of a project say of it. */
  readonly view: Readonly<Record<string, string>>
  /** The lines for the slots of other templates. */
  readonly slots: Slots
  /** The files that take the place of the base's or come beside them, by their paths in the project. */
  readonly files: Tree
}

/** Takes a folder apart: `database.json`, `files/` and `slots/`, as an extension's is made. */
export function readDatabase(folder: Tree): DatabaseTemplates {
  const given = JSON.parse(textOf(folder.get('database.json')!)) as Omit<DatabaseTemplates, 'files'>
  const parts = [...folder].flatMap(([path, file]) => {
    const part = partOf(path)
    return part ? [{ ...part, file }] : []
  })
  const slots = parts.filter(({ kind }) => kind === 'slot').map(({ target, file }) => [target, [linesOf(textOf(file))]])
  return {
    ...given,
    slots: { ...given.slots, ...(Object.fromEntries(slots) as Slots) },
    files: new Map(parts.filter(({ kind }) => kind === 'file').map(({ target, file }) => [target, file])),
  }
}

const linesOf = (text: string): string => text.replace(/\n$/, '')

/** What a project's texts say of its database, where they may name the project. */
export const databaseView = ({ view }: DatabaseTemplates, names: View): View =>
  Object.fromEntries(Object.entries(view).map(([key, text]) => [key, renderPlain(key, text, names, {})]))

/** The lines of a database for the slots of a project. */
export const databaseSlots = ({ slots }: DatabaseTemplates, names: View): Slots =>
  Object.fromEntries(
    Object.entries(slots).map(([slot, lines]) => [slot, lines.map((line) => renderPlain(slot, line, names, {}))]),
  )

/** The packages of a database for a package.json, in their versions. */
export function databasePackages(
  { dependencies = [], devDependencies = [] }: DatabaseTemplates,
  versions: Readonly<Record<string, string>>,
): JsonObject {
  const inVersions = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, versions[name]!]))
  return {
    ...(dependencies.length > 0 && { dependencies: inVersions(dependencies) }),
    ...(devDependencies.length > 0 && { devDependencies: inVersions(devDependencies) }),
  }
}
