import { mergeJson } from './json/merge-json.ts'
import { isEqual } from './json/values.ts'
import { type FormatText, mergeFormatted, normalize } from './merge-formatted.ts'
import type { Merged } from './text/hunks.ts'
import { bare, splitLines } from './text/lines.ts'
import { lostNames } from './text/lost-names.ts'
import { markDifferences } from './text/mark-differences.ts'
import { dressAs } from './text/restore.ts'

const isCode = (path: string): boolean => /\.[cm]?[jt]sx?$/.test(path)

/**
 * Merges a text by what its path says it is: JSON by key, any other text by line, both in the project's format; code
 * that would use a name which the user gave up is a conflict.
 */
export async function mergeFile(
  path: string,
  base: string,
  ours: string,
  theirs: string,
  format: FormatText,
): Promise<Merged> {
  const byKey = path.endsWith('.json') ? mergeJson(base, ours, theirs) : undefined
  if (!byKey) {
    const byLine = await mergeFormatted(base, ours, theirs, format)
    return isCode(path) && base !== ours ? refuseLost(base, ours, byLine) : byLine
  }
  if (byKey.conflicts.length > 0 || byKey.text === ours) return byKey
  return { ...byKey, text: await formatLike(ours, byKey.text, format) }
}

/** A merge, unless it brings code that does not compile with what the user renamed or removed. */
function refuseLost(base: string, ours: string, merge: Merged): Merged {
  if (merge.conflicts.length > 0 || merge.text === ours) return merge
  const { names, hunks } = lostNames(base, ours, merge.text)
  if (names.length === 0) return merge
  return { text: markDifferences(ours, merge.text), conflicts: hunks, adjacent: [], lost: names }
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
