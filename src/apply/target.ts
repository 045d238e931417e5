import { lstatSync, readdirSync, realpathSync, statSync } from 'node:fs'
import { basename, dirname, relative } from 'node:path'
import { UsageError } from '../errors.ts'
import { exists } from './files.ts'

/**
 * What has to appear: the target, or the outermost of its parents that is missing, with the target inside.
 * @throws UsageError when a parent is not a folder
 */
export function placeOf(target: string): { parent: string; name: string; inner: string } {
  let first = target
  while (!exists(dirname(first))) first = dirname(first)
  if (!statSync(dirname(first), { throwIfNoEntry: false })?.isDirectory()) throw inTheWay(dirname(first))
  return { parent: realpathSync(dirname(first)), name: basename(first), inner: relative(first, target) }
}

/** @throws UsageError unless a target is absent or an empty folder */
export function requireFree(target: string): void {
  const found = lstatSync(target, { throwIfNoEntry: false })
  if (!found) return
  if (!found.isDirectory()) throw inTheWay(target)
  const entries = readdirSync(target).toSorted()
  if (entries.length > 0) throw inTheWay(target, entries)
}

/** That a target is taken, by these entries if it is a folder. */
export const inTheWay = (target: string, entries?: readonly string[]): UsageError =>
  new UsageError(
    'TARGET_EXISTS',
    entries
      ? `\`${target}\` is not empty: ${entries.slice(0, 10).join(', ')}${entries.length > 10 ? ', …' : ''}.`
      : `\`${target}\` exists already.`,
    'Choose another folder, or move what is there away.',
  )
