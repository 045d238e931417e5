import { describe, expect, it } from 'vitest'
import { mergeText } from '../../src/merge/text/merge-text.ts'

/** A text of words, each a line; `_` is a blank one. */
const text = (words: string): string =>
  words === ''
    ? ''
    : `${words
        .split(' ')
        .map((word) => (word === '_' ? '' : word.replaceAll('·', ' ')))
        .join('\n')}\n`

type Case = [name: string, base: string, ours: string, theirs: string, result: string]

const merges: Case[] = [
  ['nothing was changed', 'a b', 'a b', 'a b', 'a b'],
  ['only ours was changed', 'a b', 'a x', 'a b', 'a x'],
  ['only theirs was changed', 'a b', 'a b', 'a x', 'a x'],
  ['both were changed alike', 'a b', 'a x', 'a x', 'a x'],
  ['all files are empty', '', '', '', ''],
  ['an empty base, and both inserted', '', 'u', 't', 't u'],
  ['ours is emptied', 'a b', '', 'a b t', 't'],
  ['theirs is emptied', 'a b', 'a b u', '', 'u'],
  ['different lines were replaced', 'a b c', 'x b c', 'a b y', 'x b y'],
  ['neighbouring lines were replaced', 'a b', 'x b', 'a y', 'x y'],
  ['both inserted in one gap', 'a b', 'a u b', 'a t b', 'a t u b'],
  ['both inserted the same', 'a b', 'a n b', 'a n b', 'a n b'],
  ['both inserted the same and one line more each', 'a b', 'a n u b', 'a n t b', 'a n t u b'],
  ['they inserted part of what the user inserted', 'a b', 'a u1 n u2 b', 'a n b', 'a u1 n u2 b'],
  ['they inserted what the user wrote beside a change', 'a b', 'x n b', 'a n b', 'x n b'],
  ['both deleted the same line', 'a b c', 'a c', 'a c t', 'a c t'],
  ['both deleted overlapping lines', 'a b c d', 'a d', 'a b', 'a'],
  ['they deleted around an insertion', 'a b c d', 'a b u c d', 'a d', 'a u d'],
  ['ours inserted where theirs deleted', 'a b c', 'a u b c', 'a c', 'a u c'],
  ['a line is deleted beside a replaced one', 'a b c', 'x b c', 'a c', 'x c'],
  ['they insert between lines that the user rewrote', 'a b c d', 'a x d', 'a b t c d', 'a x t d'],
  ['a moved line goes', 'a b c d', 'a c d b', 'a c d', 'a c d'],
  ['a moved line is replaced', 'a b c d', 'a c d b', 'a B c d', 'a c d B'],
  ['they move a line that the user replaced', 'a b c d', 'a B c d', 'a c d b', 'a c d B'],
  ['they move a line that the user deleted', 'a b c d', 'a c d', 'a c d b', 'a c d'],
  ['they move a line that the user replaced by one that is there twice', 'a b', 'u b u', 'b t a', 'b t u u'],
  ['both move a line, to different places', 'a b c d e', 'a c b d e', 'a c d e b', 'a c b d e'],
  ['a moved line is indented otherwise, and goes', 'a b c d', 'a c if{ ··b } d', 'a c d', 'a c if{ } d'],
  ['a moved statement of several lines goes', 'a use( x ) c d', 'a c d use( x )', 'a c d', 'a c d'],
  [
    'an import that the user has elsewhere comes',
    'a b c d',
    "import·'n' a b c d",
    "a b import·'n' c t d",
    "import·'n' a b c t d",
  ],
  [
    'a repeated line is matched to its own copy',
    'f { x } g { x }',
    'f { x } u g { x }',
    'f { x } g { x t }',
    'f { x } u g { x t }',
  ],
  [
    'a line before a statement stays there when that gets onto several lines',
    "f(db){ const·{n}·=·await·db.del('orders').where('id',·'=',·id).run() }",
    "f(db){ u·=·get(db,·id) const·{n}·=·await·db.del('orders').where('id',·'=',·id).run() }",
    "f(db,·user){ const·{n}·=·await·db ··.del('orders') ··.where('id',·'=',·id) ··.where(ownedBy(user)) ··.run() }",
    "f(db,·user){ u·=·get(db,·id) const·{n}·=·await·db ··.del('orders') ··.where('id',·'=',·id) ··.where(ownedBy(user)) ··.run() }",
  ],
  [
    'a line after a statement stays there when that gets onto one line',
    "f(db,·user){ const·{n}·=·await·db ··.del('orders') ··.where('id',·'=',·id) ··.where(ownedBy(user)) ··.run() if·(n) }",
    "f(db,·user){ u·=·get(db,·id) const·{n}·=·await·db ··.del('orders') ··.where('id',·'=',·id) ··.where(ownedBy(user)) ··.run() if·(n) }",
    "f(db){ const·{n}·=·await·db.del('orders').where('id',·'=',·id).run() if·(n) }",
    "f(db){ u·=·get(db,·id) const·{n}·=·await·db.del('orders').where('id',·'=',·id).run() if·(n) }",
  ],
  ['a line comes after what the user wrapped', 'a b c', 'a if{ b } c', 'a b t c', 'a if{ b } t c'],
  ['a line comes before what the user wrapped', 'a b c', 'a if{ b } c', 'a t b c', 'a t if{ b } c'],
  ["they wrap a line beside the user's", 'a b c', 'a u b c', 'a if{ b } c', 'a u if{ b } c'],
  ['both insert blocks that end alike', 'a b', 'a f{ u } b', 'a g{ t } b', 'a g{ t } f{ u } b'],
  ['both insert blocks with a line in common', 'a b', 'a f{ n } b', 'a g{ n } b', 'a g{ n } f{ n } b'],
  ['both insert blank lines', 'a b', 'a _ u b', 'a _ t b', 'a _ t _ u b'],
]

const conflicts: [name: string, base: string, ours: string, theirs: string, result: string][] = [
  ['one line, replaced differently', 'a b c', 'a x c', 'a y c', 'a <<<<<<<·yours x ======= y >>>>>>>·paxx c'],
  ['a line replaced and deleted', 'a b c', 'a x c', 'a c', 'a <<<<<<<·yours x ======= >>>>>>>·paxx c'],
  ['a line deleted and replaced', 'a b c', 'a c', 'a y c', 'a <<<<<<<·yours ======= y >>>>>>>·paxx c'],
  [
    'lines rewritten, one of them replaced',
    'a b c d',
    'a x d',
    'a b y d',
    'a <<<<<<<·yours x ======= b y >>>>>>>·paxx d',
  ],
  [
    'with an insertion outside of it',
    'a b c d',
    'a x c d',
    'a y c t d',
    'a <<<<<<<·yours x ======= y >>>>>>>·paxx c t d',
  ],
]

describe('mergeText', () => {
  it.each(merges)('merges: %s', (_, base, ours, theirs, result) => {
    const merged = mergeText(text(base), text(ours), text(theirs))
    expect(merged.text).toBe(text(result))
    expect(merged.conflicts).toEqual([])
  })

  it.each(conflicts)('conflicts: %s', (_, base, ours, theirs, result) => {
    const merged = mergeText(text(base), text(ours), text(theirs))
    expect(merged.text).toBe(text(result))
    expect(merged.conflicts).toHaveLength(1)
  })

  it('says where a conflict is, with both sides whole', () => {
    const { conflicts: found } = mergeText(text('a b c d'), text('u a x c d'), text('a y c t d'))
    expect(found).toEqual([{ line: 3, base: ['b'], ours: ['x'], theirs: ['y'] }])
  })

  it('lists what both changed side by side', () => {
    expect(mergeText(text('a b c'), text('a u b c'), text('a t b c')).adjacent).toEqual([
      { line: 2, base: [], ours: ['u'], theirs: ['t'] },
    ])
    expect(mergeText(text('a b c d e'), text('x b c d e'), text('a b c y e')).adjacent).toEqual([])
  })

  it('lists a line that goes but may be there again, moved', () => {
    const { adjacent } = mergeText(text('a b c d'), text('a c d b b'), text('a c d'))
    expect(adjacent).toEqual([{ line: 4, base: [], ours: ['b', 'b'], theirs: [] }])
  })

  it('nests no markers, but leaves an unresolved conflict as it is', () => {
    const ours = text('a <<<<<<<·yours x ======= y >>>>>>>·paxx c')
    const merged = mergeText(text('a b c'), ours, text('a b c t'))
    expect(merged.text).toBe(ours)
    expect(merged.conflicts).toHaveLength(1)
    expect(mergeText(text('a b c'), ours, text('a b c')).conflicts).toEqual([])
  })
})

describe('mergeText keeps what is not seen', () => {
  it.each([
    ['CRLF, also for lines that come', 'a\nb\n', 'a\r\nb\r\nu\r\n', 't\na\nb\n', 't\r\na\r\nb\r\nu\r\n'],
    ['CRLF without a newline at the end', 'a\nb\n', 'a\r\nu\r\nb', 'a\nb\nt\n', 'a\r\nu\r\nb\r\nt'],
    ['LF where theirs have CRLF', 'a\r\nb\r\n', 'a\nu\nb\n', 'a\r\nb\r\nt\r\n', 'a\nu\nb\nt\n'],
    [
      'mixed line ends, of every line its own',
      'a\nb\nc\n',
      'a\r\nu\r\nb\nc\r\n',
      'a\nb\nt\nc\n',
      'a\r\nu\r\nb\nt\r\nc\r\n',
    ],
    ['mixed line ends without a newline at the end', 'a\n', 'm\na\r\nb\r\na', 'a\nt\n', 'm\na\r\nb\r\na\nt'],
    ['a byte order mark', 'a\nb\n', '\uFEFFa\nu\nb\n', 't\na\nb\n', '\uFEFFt\na\nu\nb\n'],
    ['no newline at the end', 'a\nb\n', 'u\na\nb', 'a\nb\nt\n', 'u\na\nb\nt'],
    ['their newline at the end, if ours is as it was', 'a\nb', 'u\na\nb', 'a\nb\nt\n', 'u\na\nb\nt\n'],
    ['a lone carriage return', 'a\nb\n', 'a\rx\nb\n', 'a\nb\nt\n', 'a\rx\nb\nt\n'],
  ])('%s', (_, base, ours, theirs, result) => {
    expect(mergeText(base, ours, theirs)).toMatchObject({ text: result, conflicts: [] })
  })

  it.each(['', '\n', 'a', '\n\n', '\uFEFF', 'a\r\nb', 'a\r\n\n', '\r'])(
    'whatever %j is, if only we or only they changed it',
    (odd) => {
      expect(mergeText('a\nb\n', odd, 'a\nb\n').text).toBe(odd)
      expect(mergeText('a\nb\n', 'a\nb\n', odd).text).toBe(odd)
      expect(mergeText('a\nb\n', odd, odd).text).toBe(odd)
    },
  )
})
