import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../errors.ts'
import type { Project } from '../project/find.ts'
import { vendoredPath } from '../render/vendored.ts'
import { hashPackage, type PackageFiles, readPublished, unpack } from './pack.ts'
import { released } from './released.ts'

/** The paxx that a project was made by, as it keeps it. */
export interface OwnPaxx {
  readonly version: string
  /** Where in the project. */
  readonly path: string
  readonly files: PackageFiles
  readonly hash: string
  /** Whether it is one that was released: the repository that a project came in may hold anything by its name. */
  readonly isKnown: boolean
}

const installed = 'node_modules/paxx'

/** The version of the paxx that a project has installed; nothing where it has none. */
export async function installedVersion(root: string): Promise<string | undefined> {
  const text = await readFile(path.join(root, installed, 'package.json'), 'utf8').catch(() => '{}')
  return (JSON.parse(text) as { version?: string }).version
}

/**
 * The paxx that a project was made by: the packed copy in its `vendor/`, or the one that it has installed. One that is known
 * goes before one that is not.
 * @throws UsageError where it has neither
 */
export async function findOwnPaxx({ root, answers }: Project): Promise<OwnPaxx> {
  const copy = vendoredPath(answers.paxx)
  const found = [
    [copy, unpack(await readFile(path.join(root, copy)).catch(() => new Uint8Array()))],
    [installed, await readInstalled(root, answers.paxx)],
  ] as const
  const all = found.flatMap(([place, files]): OwnPaxx[] => {
    if (!files) return []
    const hash = hashPackage(files)
    return [{ version: answers.paxx, path: place, files, hash, isKnown: released[answers.paxx] === hash }]
  })
  const [own] = all.toSorted((a, b) => Number(b.isKnown) - Number(a.isKnown))
  if (own) return own
  throw new UsageError(
    'BASE_MISSING',
    `What paxx ${answers.paxx} wrote is not known: it is not installed here, and ${copy} is not there.`,
    `Bring that file back from the project's history: git log --diff-filter=D -- ${copy} finds where it went.`,
  )
}

async function readInstalled(root: string, version: string): Promise<PackageFiles | undefined> {
  if ((await installedVersion(root)) !== version) return undefined
  return await readPublished(path.join(root, installed)).catch(() => undefined)
}
