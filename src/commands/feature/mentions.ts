import type { Change } from '../../merge/changes.ts'
import { textIn } from '../../merge/contents.ts'
import type { Sides } from '../../merge/sides.ts'
import { mentionsIn, wordsIn } from '../../merge/text/mentions.ts'
import { listFiles } from '../../project/list-files.ts'
import { readFiles } from '../../project/read.ts'
import { textOf, type Tree } from '../../render/tree.ts'

/** Where a person writes names of code, and of the API that it makes. */
const folders = ['core', 'features', 'scripts', 'seeds', 'tests']
const written = /\.([cm]?[jt]sx?|sql|http|md)$/
const most = 20

/**
 * The names that the files of features had, and have no more.
 * @param sides base and theirs, rendered with these features
 */
export function lostWords({ base, theirs }: Pick<Sides, 'base' | 'theirs'>): string[] {
  const [old, fresh] = [base, theirs].map((tree) => wordsIn(featureTexts(tree)))
  return [...old!].filter((word) => !fresh!.has(word))
}

const featureTexts = (tree: Tree): string[] =>
  [...tree].filter(([path]) => path.startsWith('features/')).map(([, file]) => textOf(file).replaceAll(sentence, ''))

/** Quoted, with a blank: what a draft or the title of a test says is no name. */
const sentence = /'[^'\n]* [^'\n]*'/g

/** The lines of the user's own that still import what is deleted, as remarks. */
export async function remarkImports(
  root: string,
  changes: readonly Change[],
  sides: Pick<Sides, 'theirs'>,
): Promise<string[]> {
  const gone = changes.filter(({ status, path, to }) => status === 'delete' && to === undefined && path.endsWith('.ts'))
  const modules = gone.map(({ path }) => `#${path}`)
  return await remarkMentions(root, changes, sides, modules, {
    title: 'These lines of yours need what is gone: look at them.',
  })
}

/** The files of the user's own that are left in a folder of which the rest is deleted, as remarks. */
export async function remarkLeft(root: string, changes: readonly Change[], folder: string): Promise<string[]> {
  const concerned = changes.map(({ path }) => path)
  const left = (await listFiles(root, folder)).filter((path) => !concerned.includes(path))
  return left.length > 0
    ? [`${left.join(', ')} ${left.length > 1 ? 'are yours, and stay' : 'is yours, and stays'}.`]
    : []
}

/**
 * The lines of the user's own that still say old names, as remarks: to rewrite them would be a guess.
 * @param words the old names
 */
export async function remarkMentions(
  root: string,
  changes: readonly Change[],
  { theirs }: Pick<Sides, 'theirs'>,
  words: readonly string[],
  {
    title = 'These lines of yours still say the old name: look at them.',
    /** Whether a file can mean them, by its text. */
    isAbout = (_text: string): boolean => true,
  } = {},
): Promise<string[]> {
  if (words.length === 0) return []
  const texts = await textsAfter(root, changes)
  const found = [...texts]
    .filter(([, text]) => isAbout(text))
    .flatMap(([path, text]) => {
      const generated = theirs.get(path)
      return mentionsIn(text, words, generated && textOf(generated)).map(
        ({ line, text: said }) => `  ${path}:${line}  ${said}`,
      )
    })
  if (found.length === 0) return []
  const more = found.length > most ? [`  and ${found.length - most} more`] : []
  return [title, ...found.slice(0, most), ...more]
}

/** What a person has written, as it will be. */
async function textsAfter(root: string, changes: readonly Change[]): Promise<Map<string, string>> {
  const listed = (await Promise.all(folders.map((folder) => listFiles(root, folder)))).flat()
  const paths = [...listed, 'app.ts', 'main.ts', 'resources.ts', 'README.md', 'AGENTS.md'].filter((path) =>
    written.test(path),
  )
  const files = new Map(await readFiles(root, paths))
  for (const { path, after } of changes) if (written.test(path)) files.set(path, after)
  const texts = [...files]
    .filter(([path]) => !path.startsWith('migrations/'))
    .map(([path, file]) => [path, file && file !== 'blocked' ? textIn(file) : undefined] as const)
  return new Map(texts.filter((entry): entry is readonly [string, string] => entry[1] !== undefined))
}
