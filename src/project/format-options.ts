import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { FormatOptions } from '../render/format.ts'

/** The options of the project's own formatter; the formatter's usual ones where they cannot be read. */
export async function readFormatOptions(root: string): Promise<FormatOptions> {
  try {
    return JSON.parse(await readFile(path.join(root, '.oxfmtrc.json'), 'utf8')) as FormatOptions
  } catch {
    return {}
  }
}
