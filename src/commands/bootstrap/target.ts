import { lstat, readdir } from 'node:fs/promises'
import path from 'node:path'
import { UsageError } from '../../errors.ts'
import { packageRoot } from '../../project/package-root.ts'
import { type Workspace, workspaceAround } from '../../project/workspace.ts'

/** How the new project gets to its place: it appears there by one rename, or is written into a folder that stays. */
export type Placement = 'rename' | 'in-place'

/** Whether a folder is in that of paxx itself, where the next version would find it. */
export const isInPaxx = (folder: string): boolean => isAround(packageRoot, folder)

/**
 * Looks at where the new project shall be.
 * @throws UsageError when something stands in the way, with the list of it
 */
export async function placementFor(target: string): Promise<Placement> {
  if (isInPaxx(target)) throw inPaxx(target)
  const workspace = await workspaceAround(target)
  if (workspace) throw inWorkspace(target, workspace)
  const entry = await lstat(target).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new UsageError('TARGET_INVALID', `${target} cannot be used: ${error.code}.`, 'Choose another path.')
  })
  if (!entry) return 'rename'
  if (entry.isSymbolicLink()) throw occupied(target, 'it is a symbolic link', 'Give the path that it leads to.')
  if (!entry.isDirectory()) throw occupied(target, 'it is a file')

  const present = await readdir(target)
  // `.paxx` is what a command that was killed has left, and this one mends.
  const inTheWay = present.filter((name) => name !== '.git' && name !== '.paxx')
  if (inTheWay.length > 0) throw occupied(target, `it holds ${listed(inTheWay)}`)
  // A shell that stands in the folder must find the project there, and a repository that was made for it stays.
  return present.length > 0 || isAround(target, process.cwd()) ? 'in-place' : 'rename'
}

const isAround = (folder: string, inner: string) => !path.relative(folder, inner).startsWith('..')

function listed(names: readonly string[]): string {
  const shown = names.toSorted().slice(0, 10).join(', ')
  return names.length > 10 ? `${shown} and ${names.length - 10} more` : shown
}

function occupied(target: string, reason: string, hint = 'Choose another path, or empty the folder.'): UsageError {
  return new UsageError('TARGET_OCCUPIED', `${target} is in the way: ${reason}.`, hint)
}

const inPaxx = (target: string): UsageError =>
  new UsageError(
    'TARGET_IN_PAXX',
    `${target} is in the folder of paxx itself.`,
    `Choose a path outside of it: npx paxx bootstrap ${path.relative(process.cwd(), path.join(packageRoot, '..', path.basename(target)))}`,
  )

const inWorkspace = (target: string, { root, file }: Workspace): UsageError =>
  new UsageError(
    'TARGET_IN_WORKSPACE',
    `${target} would be a member of the workspace in ${root}, and a project has a lockfile and dependencies of its own.`,
    `Leave it out in ${path.relative(process.cwd(), path.join(root, file))} ("!${path.relative(root, target).replaceAll(path.sep, '/')}"), or choose a path that is no member.`,
  )
