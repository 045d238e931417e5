import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from '../merge/changes.ts'
import { applyChanges } from './apply.ts'
import { explained } from './failures.ts'

/**
 * Takes back created files, and whole folders that tools have made beside them.
 * @throws UsageError when one of the files has changed since: then nothing is taken back
 */
export function withdraw(root: string, created: readonly Change[], made: readonly string[]): void {
  applyChanges(
    root,
    created.map(({ path, after }) => ({ status: 'delete', path, before: after, after: null })),
  )
  explained(() => made.forEach((name) => rmSync(join(root, name), { recursive: true, force: true, maxRetries: 3 })))
}
