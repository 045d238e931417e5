import type { Hunk } from './hunks.ts'
import { bare, joinLines, splitLines } from './lines.ts'
import { mergeLines, type Piece } from './merge-lines.ts'
import { asLines, reader } from './merge-text.ts'
import type { Line } from './side.ts'

/**
 * Gives a merge of normalized texts the layout of the user's text again, where nothing else changed: the user's layout
 * is merged, as one side, with the changes of the result, which win. Where they meet, the result's layout stays.
 * @param normal the user's text, normalized
 * @param result what it was merged to
 * @returns attempts, the best first; the one to take is the first that normalizes to the result
 */
export function* restoreLayout(normal: string, ours: string, result: string): Generator<string, undefined> {
  const [n, o, r] = [splitLines(normal), splitLines(ours), splitLines(result)]
  const print = (lines: readonly Line[]) => joinLines({ ...o, lines: lines.map(reader(o)) })
  for (const key of [withoutLayout, withoutCommas]) {
    const after = asLines(r, 'theirs', key)
    const pieces = mergeLines(n.lines.map(key), asLines(o, 'ours', key), after, true)
    yield print(pieces.flatMap(linesOf))
    yield print(replaceRuns(pieces, after))
  }
  yield dressAs(ours, result)
}

function linesOf(piece: Piece): readonly Line[] {
  if (piece.kind === 'kept') return [piece.line]
  return piece.kind === 'edited' ? piece.lines : piece.theirs
}

/**
 * Takes from the result whatever is between two lines that stayed, if anything changed there, and the first of these: a
 * statement may go on after what was its last line, which had a semicolon, or no comma.
 */
function replaceRuns(pieces: readonly Piece[], result: readonly Line[]): Line[] {
  const lines: Line[] = []
  let run: Piece[] = []
  let last: Extract<Piece, { kind: 'kept' }> | undefined
  for (const piece of [...pieces, undefined]) {
    if (piece && piece.kind !== 'kept') {
      run.push(piece)
      continue
    }
    const changed = run.some((edit) => edit.kind === 'conflict' || (edit.kind === 'edited' && edit.by !== 'ours'))
    if (last) lines.push(changed ? last.theirs : last.line)
    if (changed) lines.push(...result.slice((last?.theirs.index ?? -1) + 1, piece?.theirs.index))
    else lines.push(...run.flatMap(linesOf))
    last = piece
    run = []
  }
  return lines
}

/** A text with the line ends, byte order mark and end of file of another one. */
export const dressAs = (model: string, text: string): string =>
  joinLines({ ...splitLines(model), lines: splitLines(text).lines.map(bare) })

/** A hunk of a text, where it is in the same text in another layout: at the nearest line that reads the same. */
export function relocate(hunk: Hunk, text: string): Hunk {
  const wanted = withoutLayout(hunk.theirs[0] ?? hunk.ours[0] ?? '')
  const places = splitLines(text).lines.flatMap((line, i) => (withoutLayout(line) === wanted ? i + 1 : []))
  const distance = (line: number) => Math.abs(line - hunk.line)
  return { ...hunk, line: places.toSorted((a, b) => distance(a) - distance(b))[0] ?? hunk.line }
}

/** What formatters leave of a line: not its spaces, semicolons and kind of quotes. */
const withoutLayout = (line: string): string => line.replace(/[\s;]/g, '').replace(/['`]/g, '"')

const withoutCommas = (line: string): string => withoutLayout(line).replace(/,$/, '')
