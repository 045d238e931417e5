import { UsageError } from '../errors.ts'
import type { Answers } from '../render/answers.ts'
import type { PackageManager } from '../render/package-manager.ts'
import { neededNode } from '../tools/node.ts'

/** What a person is told where a project brings its own Node.js. */
export const bringsNode = (oldNode: string, { node }: Answers): string =>
  `This machine's Node.js is ${oldNode}, and the project needs ${neededNode}: it brings its own, ${node}.`

/**
 * Refuses what Yarn cannot install on a machine whose Node.js is too old: whichever Node.js a project brings, Yarn runs
 * each program of a package, and the install script that fetches Node.js, by the one that runs Yarn.
 * @param otherwise what else than to install Node.js would help
 * @throws UsageError
 */
export function requireNodeFor(packageManager: PackageManager, oldNode: string | undefined, otherwise: string): void {
  if (packageManager !== 'yarn' || oldNode === undefined) return
  throw new UsageError(
    'NODE_TOO_OLD',
    `This machine's Node.js is ${oldNode}, and the project needs ${neededNode}, which Yarn cannot bring along.`,
    `Install Node.js ${neededNode} or newer, or ${otherwise}`,
  )
}
