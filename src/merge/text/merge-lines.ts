import { type Added, includes, mergeInsertions } from './insertions.ts'
import { findMoves, followMoves } from './moves.ts'
import { type Line, type Side, sideOf } from './side.ts'

/** A stretch of the result: a line that neither side touched, what sides did to `gone` lines, or both sides, whole. */
export type Piece = Kept | Edited | Conflicting

interface Kept {
  readonly kind: 'kept'
  readonly line: Line
  /** The same line as theirs have it, which is not always in the same layout. */
  readonly theirs: Line
}

interface Edited extends Added {
  readonly kind: 'edited'
  readonly gone: readonly string[]
}

interface Conflicting {
  readonly kind: 'conflict'
  readonly ours: readonly Line[]
  readonly theirs: readonly Line[]
  readonly gone: readonly string[]
}

/**
 * Merges by line and gap of the base: each side kept, replaced or deleted a line, and inserted lines in a gap. Both
 * sides' insertions stay, and only lines that both changed, differently, are a conflict.
 * @param base the keys of its lines
 * @param strict makes it one too if a side inserts between lines that the other rewrote as a whole
 */
export function mergeLines(
  base: readonly string[],
  ours: readonly Line[],
  theirs: readonly Line[],
  strict = false,
): Piece[] {
  const sides = followMoves(findMoves(base, sideOf(base, ours)), findMoves(base, sideOf(base, theirs)))
  const pieces: Piece[] = []
  for (let i = 0; i <= base.length; i++) {
    pieces.push(...mergeGap(sides.ours, sides.theirs, i))
    if (i === base.length) break
    const end = clashEnd(sides.ours, sides.theirs, i, strict)
    if (end === i) pieces.push(mergeLine(sides.ours, sides.theirs, i, base[i]!))
    else {
      const [our, their] = [linesWithin(sides.ours, i, end), linesWithin(sides.theirs, i, end)]
      const gone = base.slice(i, end)
      if (isSame(our, their)) pieces.push({ kind: 'edited', by: 'both', lines: our, gone })
      else pieces.push({ kind: 'conflict', ours: our, theirs: their, gone })
      i = end - 1
    }
  }
  return withoutRepeatedImports(pieces)
}

/** An import that the user has anywhere does not come a second time: the program would not compile. */
function withoutRepeatedImports(pieces: readonly Piece[]): Piece[] {
  const lines = pieces.flatMap((piece) => (piece.kind === 'edited' && piece.by === 'ours' ? piece.lines : []))
  const imports = lines.filter(({ by, key }) => by === 'ours' && /^import\b.*['"]/.test(key))
  const imported = new Set(imports.map(({ key }) => key))
  if (imported.size === 0) return [...pieces]
  return pieces.map((piece) => {
    if (piece.kind !== 'edited' || piece.by !== 'theirs') return piece
    const { kind, by, gone } = piece
    return { kind, by, gone, lines: piece.lines.filter((line) => line.by === 'ours' || !imported.has(line.key)) }
  })
}

function mergeGap(ours: Side, theirs: Side, i: number): Edited[] {
  if (ours.gaps[i]!.length + theirs.gaps[i]!.length === 0) return []
  const left = isThere(theirs, i, ours.gaps[i]!) ? [] : ours.gaps[i]!
  const right = isThere(ours, i, theirs.gaps[i]!) ? [] : theirs.gaps[i]!
  return mergeInsertions(left, right).map(({ by, lines }) => ({ kind: 'edited', by, lines, gone: [] }))
}

/** Whether what goes into a gap is part of what the other side replaced a line beside it by. */
const isThere = ({ blocks }: Side, i: number, lines: readonly Line[]): boolean =>
  [blocks[i - 1], blocks[i]].some((block) => block && includes(block.lines, lines))

function mergeLine(ours: Side, theirs: Side, i: number, key: string): Piece {
  const [our, their] = [ours.blocks[i], theirs.blocks[i]]
  const block = our ?? their
  if (!block) return { kind: 'kept', line: ours.kept[i]!, theirs: theirs.kept[i]! }
  const by = our && their ? 'both' : our ? 'ours' : 'theirs'
  return { kind: 'edited', by, lines: block.at === i ? block.lines : [], gone: [key] }
}

/** Where a stretch ends that starts at line i and that both sides changed, by whole replacements; i if there is none. */
function clashEnd(ours: Side, theirs: Side, i: number, strict: boolean): number {
  let end = i + 1
  let clashes = false
  for (let k = i; k < end; k++) {
    const [our, their] = [ours.blocks[k], theirs.blocks[k]]
    for (const block of [our, their]) if (block) end = Math.max(end, block.at + block.removed)
    if (our && their && our.lines.length + their.lines.length > 0) clashes = true
    if (strict && k > i && (splits(ours, theirs, k) || splits(theirs, ours, k))) clashes = true
  }
  return clashes ? end : i
}

const splits = (one: Side, other: Side, i: number): boolean =>
  other.gaps[i]!.length > 0 && one.blocks[i] !== undefined && one.blocks[i] === one.blocks[i - 1]

/** What a side has in the place of some lines of the base and of the gaps between them. */
function linesWithin({ blocks, gaps, kept }: Side, start: number, end: number): Line[] {
  const lines: Line[] = []
  for (let i = start; i < end; i++) {
    if (i > start) lines.push(...gaps[i]!)
    if (blocks[i]?.at === i) lines.push(...blocks[i]!.lines)
    else if (!blocks[i] && kept[i]) lines.push(kept[i]!)
  }
  return lines
}

const isSame = (some: readonly Line[], others: readonly Line[]): boolean =>
  some.length === others.length && some.every(({ key }, i) => key === others[i]!.key)
