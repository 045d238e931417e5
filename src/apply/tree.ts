import { mkdirSync, realpathSync } from 'node:fs'
import { dirname } from 'node:path'
import type { File } from '../render/tree.ts'
import { locate } from './confine.ts'
import { explained } from './failures.ts'
import { writeDurably } from './files.ts'
import { checkPaths } from './paths.ts'

/**
 * Writes files into a folder that nobody else uses yet, and over none that exists.
 * @throws UsageError when a path is refused or cannot be written; what was written until then stays
 */
export function writeTree(root: string, files: ReadonlyMap<string, File>): void {
  checkPaths(files.keys())
  const folder = realpathSync(root)
  explained(() => {
    for (const [path, { content, mode }] of files) {
      const target = locate(folder, path)
      mkdirSync(dirname(target), { recursive: true })
      writeDurably(target, content, mode ?? 0o644)
    }
  })
}
