import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Change } from '../merge/changes.ts'
import { cleanly } from './interrupt.ts'

/** What is large, and no source, or is secret. */
const left = new Set(['node_modules', '.git', '.paxx', 'dist', 'data', '.env'])

/**
 * Runs `work` in a copy of a project as it will be after some changes, with the dependencies that are installed now.
 * Nothing is left of it.
 */
export async function inPreview<T>(
  root: string,
  changes: readonly Change[],
  work: (copy: string) => Promise<T>,
): Promise<T> {
  const copy = mkdtempSync(path.join(tmpdir(), 'paxx-'))
  return await cleanly(
    async () => {
      cpSync(root, copy, { recursive: true, filter: (source) => !left.has(path.relative(root, source)) })
      symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'), 'junction')
      for (const change of changes) write(copy, change)
      return await work(copy)
    },
    () => rmSync(copy, { recursive: true, force: true, maxRetries: 3 }),
  )
}

function write(copy: string, { path: name, after }: Change): void {
  const file = path.join(copy, name)
  if (!after) return rmSync(file, { force: true })
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, after.content)
}
