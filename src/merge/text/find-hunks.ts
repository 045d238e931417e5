import { isTelling } from './brackets.ts'
import type { Hunk } from './hunks.ts'
import { bare } from './lines.ts'
import type { Piece } from './merge-lines.ts'
import type { Line } from './side.ts'

const markers = 3

/** The conflicts of a merge, with their places in our text. */
export function conflictsOf(pieces: readonly Piece[]): Hunk[] {
  const hunks: Hunk[] = []
  let next = 0
  for (const piece of pieces) {
    const ours = oursIn(piece)
    if (piece.kind === 'conflict') {
      const line = (ours[0]?.index ?? next) + 1
      hunks.push({ line, base: piece.gone, ours: textsOf(ours), theirs: textsOf(piece.theirs) })
    }
    next = (ours.at(-1)?.index ?? next - 1) + 1
  }
  return hunks
}

function oursIn(piece: Piece): readonly Line[] {
  if (piece.kind === 'kept') return [piece.line]
  return piece.kind === 'conflict' ? piece.ours : piece.lines.filter(({ by }) => by === 'ours')
}

/** Where the sides' edits have no line between them that both left alone, with their places in the result. */
export function adjacentOf(pieces: readonly Piece[]): Hunk[] {
  const strays = straysOf(pieces)
  const hunks: Hunk[] = []
  let line = 1
  let group: Piece[] = []
  let start = 1
  for (const piece of [...pieces, undefined]) {
    if (piece?.kind === 'edited') {
      if (group.length === 0) start = line
      group.push(piece)
      line += piece.lines.length
      continue
    }
    const hunk = hunkOf(group, start, strays)
    if (hunk) hunks.push(hunk)
    group = []
    if (piece) line += piece.kind === 'kept' ? 1 : piece.ours.length + piece.theirs.length + markers
  }
  return hunks
}

function hunkOf(group: readonly Piece[], line: number, strays: ReadonlySet<string>): Hunk | undefined {
  const edits = group.filter((piece) => piece.kind === 'edited')
  const changing = edits.filter(({ lines, gone }) => lines.length + gone.length > 0)
  const ours = changing.filter(({ by }) => by === 'ours')
  const theirs = changing.filter(({ by }) => by === 'theirs')
  const stray = edits.some(({ lines }) => lines.some(({ key, origin }) => origin === undefined && strays.has(key)))
  if (!stray && (ours.length === 0 || theirs.length === 0)) return undefined
  return {
    line,
    base: edits.flatMap(({ gone }) => gone),
    ours: textsOf(ours.flatMap(({ lines }) => lines)),
    theirs: textsOf(theirs.flatMap(({ lines }) => lines)),
  }
}

/** The lines that both sides removed and that one of them yet has: moved, but from where is not certain. */
function straysOf(pieces: readonly Piece[]): Set<string> {
  const edits = pieces.filter((piece) => piece.kind === 'edited')
  const gone = new Set(edits.filter(({ by }) => by === 'both').flatMap((edit) => edit.gone))
  const added = edits.filter(({ by }) => by !== 'both').flatMap(({ lines }) => lines)
  return new Set(added.filter(({ key }) => isTelling(key) && gone.has(key)).map(({ key }) => key))
}

const textsOf = (lines: readonly Line[]): string[] => lines.map(({ text }) => bare(text))
