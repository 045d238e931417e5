import { mergeJson } from './json/merge-json.ts'
import { isEqual } from './json/values.ts'
import { type FormatText, mergeFormatted, normalize } from './merge-formatted.ts'
import type { Merged } from './text/hunks.ts'
import { bare, splitLines } from './text/lines.ts'
import { dressAs } from './text/restore.ts'

/**
 * Merges a text by what its path says it is: JSON by key, any other text by line, both in the project's format.
 */
export async function mergeFile(
  path: string,
  base: string,
  ours: string,
  theirs: string,
  format: FormatText,
): Promise<Merged> {
  const byKey = path.endsWith('.json') ? mergeJson(base, ours, theirs) : undefined
  if (!byKey) return await mergeFormatted(base, ours, theirs, format)
  if (byKey.conflicts.length > 0 || byKey.text === ours) return byKey
  return { ...byKey, text: await formatLike(ours, byKey.text, format) }
}

/** A new version of a text, formatted if the old one was. */
async function formatLike(before: string, after: string, format: FormatText): Promise<string> {
  const [old, fresh] = [await normalize(before, format), await normalize(after, format)]
  return old !== undefined && fresh !== undefined && dressAs(before, old) === before ? dressAs(before, fresh) : after
}

/** Whether two texts differ by layout alone: line ends, byte order mark, format. */
export async function isSameButLayout(one: string, other: string, format: FormatText): Promise<boolean> {
  if (isEqual(splitLines(one).lines.map(bare), splitLines(other).lines.map(bare))) return true
  const first = await normalize(one, format)
  return first !== undefined && first === (await normalize(other, format))
}
