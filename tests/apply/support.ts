import { lstatSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { UsageError } from '../../src/errors.ts'
import { fill, type Tree } from './fixtures/trees.ts'

/** An empty folder that goes when the test ends. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'paxx-apply-')))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Everything in a folder: files with their mode and content, folders with a slash at the end, links with an @. */
export function snapshot(root: string, prefix = ''): Tree {
  const tree: Tree = {}
  for (const name of readdirSync(join(root, prefix)).toSorted()) {
    const path = join(prefix, name)
    const found = lstatSync(join(root, path))
    if (found.isDirectory()) Object.assign(tree, { [`${path}/`]: '' }, snapshot(root, path))
    else if (found.isSymbolicLink()) tree[path] = '@'
    else tree[path] = `${(found.mode & 0o777).toString(8)} ${readFileSync(join(root, path), 'latin1')}`
  }
  return tree
}

/** A tree in the form of a snapshot. */
export function asOnDisk(tree: Tree): Tree {
  const root = fill(temporaryFolder(), tree)
  return snapshot(root)
}

/** The refusal that `work` ends with; fails when it ends otherwise. */
export async function refusal(work: () => unknown): Promise<UsageError> {
  try {
    await work()
  } catch (error) {
    if (error instanceof UsageError) return error
    throw error
  }
  throw new Error('it was not refused')
}
