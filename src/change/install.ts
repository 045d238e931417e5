import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { pathExists } from 'fs-extra/esm'
import { UsageError } from '../errors.ts'
import type { Change } from '../merge/changes.ts'
import { commandsOf, type PackageManager } from '../render/package-manager.ts'
import { type File, textOf } from '../render/tree.ts'
import { installPackages } from './step.ts'

interface InstallArgs {
  readonly install?: boolean
  readonly verbose: boolean
}

/**
 * Installs what changes brought into package.json, in a project whose dependencies are installed.
 * @returns what is left to the user
 * @throws UsageError when it fails; the changes are there all the same
 */
export async function installChanged(
  root: string,
  changes: readonly Change[],
  packageManager: PackageManager,
  { install, verbose }: InstallArgs,
): Promise<string[]> {
  const manifest = changes.find((change) => change.path === 'package.json')
  if (!manifest || isDeepStrictEqual(packagesIn(manifest.before), packagesIn(manifest.after))) return []
  const command = commandsOf(packageManager).install
  const byHand = `package.json names other dependencies now: ${command}`
  if (!install || !(await pathExists(path.join(root, 'node_modules')))) return [byHand]
  try {
    await installPackages(root, packageManager, { verbose })
    return []
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    throw new UsageError(error.code, `Everything is written, but ${error.message}`, `Go on with: ${command}`)
  }
}

/** What package.json asks to be installed; nothing where it cannot be read, such as between markers. */
function packagesIn(file: File | null): unknown {
  try {
    const { dependencies, devDependencies } = JSON.parse(textOf(file!)) as Record<string, unknown>
    return { dependencies, devDependencies }
  } catch {
    return undefined
  }
}
