import { adjacentOf, conflictsOf } from './find-hunks.ts'
import { hasMarkers, markConflict, type Merged, merged } from './hunks.ts'
import { bare, joinLines, type Lines, splitLines } from './lines.ts'
import { mergeLines, type Piece } from './merge-lines.ts'
import type { Line } from './side.ts'

/**
 * Merges what two sides made of a text, line by line. The result has our line ends, byte order mark and, unless only they
 * changed it, our end of file.
 *
 * It loses no line: each line that a side added is in the result, once for both sides if both added it, or in a conflict.
 */
export function mergeText(base: string, ours: string, theirs: string): Merged {
  if (base === theirs || ours === theirs) return merged(ours)
  if (base === ours) return merged(theirs)
  if (hasMarkers(ours)) return unresolved(base, ours, theirs)
  const [b, o, t] = [splitLines(base), splitLines(ours), splitLines(theirs)]
  const pieces = mergeLines(b.lines.map(bare), asLines(o, 'ours'), asLines(t, 'theirs'))
  const lines = textsOf(pieces, reader(o))
  return {
    text: joinLines({ ...o, lines, final: b.final === o.final ? t.final : o.final }),
    conflicts: conflictsOf(pieces),
    adjacent: adjacentOf(pieces),
  }
}

const unresolved = (base: string, ours: string, theirs: string): Merged => {
  const [b, o, t] = [base, ours, theirs].map((text) => splitLines(text).lines.map(bare))
  return { text: ours, conflicts: [{ line: 1, base: b!, ours: o!, theirs: t! }], adjacent: [] }
}

export const asLines = ({ lines }: Lines, by: Line['by'], key = bare): Line[] =>
  lines.map((text, index) => ({ by, key: key(text), text, index }))

/** How a line reads in a text that it came into. */
export const reader =
  ({ mixed }: Lines) =>
  ({ by, text }: Line): string =>
    by === 'ours' ? text : mixed ? `${bare(text)}\r` : bare(text)

function textsOf(pieces: readonly Piece[], read: (line: Line) => string): string[] {
  return pieces.flatMap((piece) => {
    if (piece.kind === 'kept') return [read(piece.line)]
    if (piece.kind === 'edited') return piece.lines.map(read)
    return markConflict(piece.ours.map(read), piece.theirs.map(read))
  })
}
