import { type File, textOf, type Tree } from '../../render/tree.ts'

const example = '.env.example'

/** The settings that templates bring, by the names in their `.env.example`: where a project is deployed, nobody else adds them. */
export function newSettings(base: Tree, theirs: Tree, env: File | 'blocked' | null | undefined): string[] {
  const known = new Set([...namesIn(base.get(example)), ...(env === 'blocked' ? [] : namesIn(env))])
  return namesIn(theirs.get(example)).filter((name) => !known.has(name))
}

const namesIn = (file: File | null | undefined): string[] =>
  file ? [...textOf(file).matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]*)=/gm)].map(([, name]) => name!) : []
