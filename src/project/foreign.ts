import { readdir, readFile, stat } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import { type Extension, hashExtension } from '../render/extensions/extension.ts'
import { extensionName } from '../render/extensions/name.ts'
import { variants } from '../render/extensions/variants.ts'
import { readForeign } from './extensions.ts'

/** An extension that is none of paxx's, where it lies. */
export interface Found {
  readonly extension: Extension
  /** For `paxx.json`: a folder, from the project's, or the name of a package. */
  readonly source: string
  readonly hash: string
}

const packagePattern = /^(@[\w.-]+\/)?paxx-extension-[\w.-]+$/

/** Whether a word means an extension by where it lies: `./our-extension`, `paxx-extension-audit`. */
export const isForeign = (word: string): boolean =>
  packagePattern.test(word) || /^[./~\\]|^[A-Za-z]:/.test(word) || (word.includes('/') && !word.startsWith('@'))

/**
 * Finds an extension that somebody names by its folder, from the current one, or as a package of the project.
 * @throws UsageError when there is none, or it is not valid
 */
export async function findForeign(root: string, word: string): Promise<Found> {
  const isPackage = packagePattern.test(word)
  const folder = isPackage ? path.join(root, 'node_modules', word) : path.resolve(word)
  const entry = await stat(folder).catch(() => undefined)
  if (!entry?.isDirectory()) throw missing(word, isPackage)
  const relative = path.relative(root, folder).replaceAll(path.sep, '/')
  return await readFound(folder, isPackage ? word : relative.startsWith('../') ? relative : `./${relative}`)
}

/** What lies now where an extension came from; nothing where it is there no more, or is not valid. */
export async function lookAgain(root: string, source: string): Promise<Found | undefined> {
  // To look at a share of another machine, Windows introduces whoever is logged in to it.
  if (/^[\\/]{2}/.test(source)) return undefined
  const folder = packagePattern.test(source) ? path.join(root, 'node_modules', source) : path.resolve(root, source)
  return await readFound(folder, source).catch(() => undefined)
}

async function readFound(folder: string, source: string): Promise<Found> {
  const name = path.basename(folder).replace(/^paxx-extension-/, '')
  if (!extensionName.safeParse(name).success || variants.includes(name)) {
    throw new UsageError(
      'EXTENSION_NAME',
      `\`${name}\` is not the name of an extension.`,
      'Rename its folder: audit-log',
    )
  }
  const files = await readFiles(folder)
  return { extension: readForeign(name, files), source, hash: hashExtension(files) }
}

/** The manifest and the templates in a folder, which may hold other things beside them. */
async function readFiles(folder: string): Promise<Map<string, string>> {
  const files = new Map<string, string>()
  const read = async (file: string): Promise<void> => {
    for (const entry of await readdir(path.join(folder, file), { withFileTypes: true })) {
      const inner = path.posix.join(file, entry.name)
      if (file === '' && !/^(extension\.json|(files|slots)(-.*)?)$/.test(entry.name)) continue
      if (entry.isDirectory()) await read(inner)
      else if (entry.isFile()) files.set(inner, await readText(folder, inner))
      else throw invalid(`${inner} is no plain file`)
    }
  }
  await read('')
  return files
}

/** With the line ends that everything has that paxx writes. */
async function readText(folder: string, file: string): Promise<string> {
  const content = await readFile(path.join(folder, file))
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content).replaceAll('\r\n', '\n')
  } catch {
    throw invalid(`${file} is no text in UTF-8`)
  }
}

const invalid = (reason: string) =>
  new UsageError('EXTENSION_INVALID', `${reason}.`, 'An extension is made of text files, and holds no links.')

const missing = (word: string, isPackage: boolean) =>
  isPackage
    ? new UsageError(
        'EXTENSION_MISSING',
        `The package ${word} is not installed in the project.`,
        `Install it first, as a development dependency: npm install --save-dev ${word}`,
      )
    : new UsageError('EXTENSION_MISSING', `There is no folder ${word}.`, 'Give the folder that has its extension.json.')
