import { hasMarkers, type Hunk, markConflict, type Merged, merged } from './text/hunks.ts'
import { bare, splitLines } from './text/lines.ts'
import { mergeText } from './text/merge-text.ts'
import { dressAs, relocate, restoreLayout } from './text/restore.ts'

/** Formats a text as the user's project does, and throws if it does not parse; gives back what it has no format for. */
export type FormatText = (text: string) => Promise<string>

/**
 * Merges with all sides in the format of the user's project, so that a difference of format is none. A text that was
 * formatted stays so; in another one, every line that the template did not change stays as the user wrote it.
 *
 * A text that does not parse, which cannot be formatted, is merged as it stands. A merge that no longer parses though its
 * sides did is a conflict.
 */
export async function mergeFormatted(base: string, ours: string, theirs: string, format: FormatText): Promise<Merged> {
  if (base === theirs || ours === theirs || hasMarkers(ours)) return mergeText(base, ours, theirs)
  const [b, o, t] = await Promise.all([base, ours, theirs].map((text) => normalize(text, format)))
  if (b === undefined || o === undefined || t === undefined) return mergeText(base, ours, theirs)
  if (base === ours) return merged(o === ours ? t : theirs)

  const normal = mergeText(b, o, t)
  if (normal.conflicts.length > 0) {
    const plain = mergeText(base, ours, theirs)
    const parses = plain.conflicts.length > 0 || (await normalize(plain.text, format)) !== undefined
    if (parses && sizeOf(plain.conflicts) <= sizeOf(normal.conflicts)) return plain
    return { ...normal, text: restoreLayout(o, ours, normal.text).next().value! }
  }
  const result = await normalize(normal.text, format)
  if (result === undefined) return broken(base, ours, theirs)
  let text = dressAs(ours, result)
  if (o !== ours) for (text of restoreLayout(o, ours, result)) if ((await normalize(text, format)) === result) break
  return { text, conflicts: [], adjacent: normal.adjacent.map((hunk) => relocate(hunk, text)) }
}

/** A text in the project's format, without what a format does not concern; nothing if it does not parse. */
export async function normalize(text: string, format: FormatText): Promise<string | undefined> {
  const { lines, ...rest } = splitLines(text)
  const body = lines.map((line) => `${bare(line)}\n`).join('')
  return await format(rest.final ? body : body.slice(0, -1)).then(
    (formatted) => formatted.replaceAll('\r\n', '\n'),
    () => undefined,
  )
}

const sizeOf = (hunks: readonly Hunk[]): number =>
  hunks.reduce((sum, { base, ours, theirs }) => sum + base.length + ours.length + theirs.length, 0)

function broken(base: string, ours: string, theirs: string): Merged {
  const [b, o, t] = [base, ours, theirs].map((text) => splitLines(text).lines.map(bare))
  const hunk = { line: 1, base: b!, ours: o!, theirs: t! }
  return { text: dressAs(ours, markConflict(o!, t!).join('\n')), conflicts: [hunk], adjacent: [] }
}
