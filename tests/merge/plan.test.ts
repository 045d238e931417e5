import { describe, expect, it } from 'vitest'
import { planChanges } from '../../src/merge/plan.ts'
import type { Found } from '../../src/merge/sides.ts'
import { format } from '../../src/render/format.ts'
import type { File } from '../../src/render/tree.ts'
import { options } from './fixtures.ts'

type Content = string | Uint8Array | File | undefined
const file = (content: Content): File | undefined =>
  typeof content === 'string' || content instanceof Uint8Array ? { content, mode: 0o644 } : content

const tree = (path: string, content: Content) => new Map(content === undefined ? [] : [[path, file(content)!]])

async function plan(base: Content, ours: Content | 'blocked', theirs: Content, path = 'a.txt') {
  const found: Found = new Map([[path, ours === 'blocked' ? ours : (file(ours) ?? null)]])
  const planned = await planChanges({
    base: tree(path, base),
    theirs: tree(path, theirs),
    ours: found,
    format: async (name, text) => await format(name, text, options),
  })
  const [change] = planned.changes
  return { ...planned, change: change!, status: change!.status, after: change!.after?.content ?? null }
}

const binary = (...bytes: number[]): Uint8Array => Uint8Array.from([...bytes, 0])

describe('planChanges', () => {
  it.each<[name: string, base: Content, ours: Content, theirs: Content, status: string, after: string | null]>([
    ['nobody changed it', 'a\n', 'a\n', 'a\n', 'identical', 'a\n'],
    ['only the template changed it', 'a\n', 'a\n', 'b\n', 'update', 'b\n'],
    ['only the user changed it', 'a\n', 'u\n', 'a\n', 'keep', 'u\n'],
    ['both did', 'a\nb\n', 'u\na\nb\n', 'a\nb\nt\n', 'merge', 'u\na\nb\nt\n'],
    ['both did alike', 'a\n', 'b\n', 'b\n', 'identical', 'b\n'],
    ['the user has the change already, and more', 'a\n', 'a\nt\nu\n', 'a\nt\n', 'keep', 'a\nt\nu\n'],
    ['the user deleted it', 'a\n', undefined, 'b\n', 'keep', null],
    ['both deleted it', 'a\n', undefined, undefined, 'keep', null],
    ['the template has it no more', 'a\n', 'a\n', undefined, 'delete', null],
    ['the template has it no more, but the user edited it', 'a\n', 'u\n', undefined, 'keep', 'u\n'],
    ['it is new', undefined, undefined, 't\n', 'create', 't\n'],
    ['it is new, and the user has the same', undefined, 't\n', 't\n', 'identical', 't\n'],
    ['it is new, and the user has all of it', undefined, 'u\nt\n', 't\n', 'keep', 'u\nt\n'],
    ['only its line ends differ, and it goes', 'a\nb\n', 'a\r\nb\r\n', undefined, 'delete', null],
  ])('%s', async (_, base, ours, theirs, status, after) => {
    const planned = await plan(base, ours, theirs)
    expect(planned).toMatchObject({ status, after, conflicts: [] })
    expect(planned.change.before).toEqual(file(ours) ?? null)
  })

  it.each<[name: string, base: Content, ours: Content | 'blocked', theirs: Content, reason: string, after: unknown]>([
    ['both changed a line', 'a\n', 'u\n', 't\n', 'changed', '<<<<<<< yours\nu\n=======\nt\n>>>>>>> paxx\n'],
    [
      'another file is there',
      undefined,
      'a\nu\n',
      'a\nt\n',
      'exists',
      'a\n<<<<<<< yours\nu\n=======\nt\n>>>>>>> paxx\n',
    ],
    [
      'an earlier conflict is there',
      'a\n',
      '<<<<<<< yours\nu\n=======\nt\n>>>>>>> paxx\n',
      'b\n',
      'markers',
      '<<<<<<< yours\nu\n=======\nt\n>>>>>>> paxx\n',
    ],
    ['both changed what is no text', binary(1), binary(2), binary(3), 'binary', binary(2)],
    ['it is no UTF-8', 'a\n', Uint8Array.from([0xe9, 10]), 'b\n', 'binary', Uint8Array.from([0xe9, 10])],
    ['it is no plain file', 'a\n', 'blocked', 'b\n', 'blocked', null],
    ['no plain file is where a new one belongs', undefined, 'blocked', 'b\n', 'blocked', null],
  ])('conflict: %s', async (_, base, ours, theirs, reason, after) => {
    const planned = await plan(base, ours, theirs)
    expect(planned).toMatchObject({ status: 'conflict', after, conflicts: [{ path: 'a.txt', reason }] })
  })

  it('says what the template would do where it stops', async () => {
    const { conflicts } = await plan('a\nb\nc\n', 'u\nb\nc\n', 't\nb\nc\nd\n')
    expect(conflicts).toEqual([
      {
        path: 'a.txt',
        reason: 'changed',
        hunks: [{ line: 1, base: ['a'], ours: ['u'], theirs: ['t'] }],
        wanted: [
          { line: 1, removed: ['a'], added: ['t'] },
          { line: 4, removed: [], added: ['d'] },
        ],
      },
    ])
  })

  it('lists edited files that the template has no more, and lines changed side by side', async () => {
    expect(await plan('a\n', 'u\n', undefined)).toMatchObject({ kept: ['a.txt'] })
    expect(await plan('a\n', undefined, undefined)).toMatchObject({ kept: [] })
    expect(await plan('a\n', 'a\nu\n', 'a\nt\n')).toMatchObject({
      adjacent: [{ path: 'a.txt', hunks: [{ line: 2, ours: ['u'], theirs: ['t'] }] }],
    })
  })

  it('updates and keeps what is no text', async () => {
    expect(await plan(binary(1), binary(1), binary(2))).toMatchObject({ status: 'update', after: binary(2) })
    expect(await plan(binary(1), binary(2), binary(1))).toMatchObject({ status: 'keep', after: binary(2) })
    expect(await plan(binary(1), binary(2), binary(2))).toMatchObject({ status: 'identical' })
    expect(await plan(binary(1), binary(1), undefined)).toMatchObject({ status: 'delete' })
  })

  it('leaves what is no plain file alone where nothing changes', async () => {
    expect(await plan('a\n', 'blocked', 'a\n')).toMatchObject({ status: 'keep', conflicts: [] })
    expect(await plan('a\n', 'blocked', undefined)).toMatchObject({ status: 'keep', kept: ['a.txt'] })
  })

  it("merges a new JSON file into the user's, as long as no value clashes", async () => {
    expect(await plan(undefined, '{\n  "u": 1\n}\n', '{\n  "t": 1\n}\n', 'a.json')).toMatchObject({
      status: 'merge',
      after: '{\n  "t": 1,\n  "u": 1\n}\n',
    })
    expect(await plan(undefined, '{ "a": 1 }\n', '{ "a": 2 }\n', 'a.json')).toMatchObject({ status: 'conflict' })
  })

  it("goes by the project's format", async () => {
    expect(await plan('run(a)\n', 'run(a);', undefined, 'a.ts')).toMatchObject({ status: 'delete' })
    expect(await plan(undefined, 'run(a);', 'run(a)\n', 'a.ts')).toMatchObject({ status: 'keep' })
    expect(await plan(undefined, undefined, 'run( a );\n', 'a.ts')).toMatchObject({
      status: 'create',
      after: 'run(a)\n',
    })
  })

  it.each<[name: string, base: number, ours: number, theirs: number, mode: number]>([
    ["the user's, if nobody else changed it", 0o644, 0o600, 0o644, 0o600],
    ['what makes it executable', 0o644, 0o644, 0o755, 0o755],
    ["the user's, if both changed it", 0o644, 0o700, 0o755, 0o700],
  ])('permissions: %s', async (_, base, ours, theirs, mode) => {
    const { change } = await plan(
      { content: 'a\n', mode: base },
      { content: 'a\nu\n', mode: ours },
      { content: 't\na\n', mode: theirs },
    )
    expect(change.after).toEqual({ content: 't\na\nu\n', mode })
  })

  it('changes permissions alone', async () => {
    const { change } = await plan({ content: 'a\n', mode: 0o644 }, 'u\n', { content: 'a\n', mode: 0o755 })
    expect(change).toMatchObject({ status: 'merge', after: { content: 'u\n', mode: 0o755 } })
  })

  describe('of a file that moves', () => {
    const moving = async (
      sides: Record<'base' | 'theirs' | 'source' | 'target', Content | 'blocked'>,
      moved = new Map([['old/a.txt', 'new/b.txt']]),
    ) => {
      const { source, target } = sides
      const planned = await planChanges({
        base: tree('old/a.txt', sides.base as Content),
        theirs: tree('new/b.txt', sides.theirs as Content),
        ours: new Map([
          ['old/a.txt', source === 'blocked' ? source : (file(source) ?? null)],
          ['new/b.txt', target === 'blocked' ? target : (file(target) ?? null)],
        ]),
        moved,
        format: async (_, text) => text,
      })
      const contents = planned.changes.map(({ path, status, after }) => [path, status, after?.content ?? null])
      return { ...planned, contents }
    }

    it.each<[name: string, sides: Parameters<typeof moving>[0], left: unknown[], come: unknown[]]>([
      [
        'takes what the user made of it along',
        { base: 'a\nb\n', theirs: 'a\nb\nt\n', source: 'u\na\nb\n', target: undefined },
        ['delete', null],
        ['merge', 'u\na\nb\nt\n'],
      ],
      [
        'goes as it comes, if nobody edited it',
        { base: 'a\n', theirs: 't\n', source: 'a\n', target: undefined },
        ['delete', null],
        ['update', 't\n'],
      ],
      [
        'is the edited one, if nothing but its place is new',
        { base: 'a\n', theirs: 'a\n', source: 'u\n', target: undefined },
        ['delete', null],
        ['merge', 'u\n'],
      ],
      [
        'stays deleted',
        { base: 'a\n', theirs: 't\n', source: undefined, target: undefined },
        ['keep', null],
        ['keep', null],
      ],
      [
        'is merged where the user moved it already',
        { base: 'a\nb\n', theirs: 'a\nb\nt\n', source: undefined, target: 'u\na\nb\n' },
        ['keep', null],
        ['merge', 'u\na\nb\nt\n'],
      ],
      [
        'moves by itself where it is the user’s alone',
        { base: undefined, theirs: undefined, source: binary(7), target: undefined },
        ['delete', null],
        ['update', binary(7)],
      ],
    ])('%s', async (_, sides, left, come) => {
      const { contents, conflicts } = await moving(sides)
      expect(contents).toEqual([
        ['new/b.txt', ...come],
        ['old/a.txt', ...left],
      ])
      expect(conflicts).toEqual([])
    })

    it.each<[name: string, sides: Parameters<typeof moving>[0], reason: string, left: unknown[]]>([
      [
        'both changed a line',
        { base: 'a\n', theirs: 't\n', source: 'u\n', target: undefined },
        'changed',
        ['delete', null],
      ],
      [
        'another file is where it belongs, and the edited one stays',
        { base: 'a\n', theirs: 't\n', source: 'u\n', target: 'x\n' },
        'exists',
        ['keep', 'u\n'],
      ],
      [
        'a file of the user’s would have the place of another, and both stay',
        { base: undefined, theirs: undefined, source: 'u\n', target: 'x\n' },
        'exists',
        ['keep', 'u\n'],
      ],
      [
        'what moves is no plain file',
        { base: 'a\n', theirs: 'a\n', source: 'blocked', target: undefined },
        'blocked',
        ['keep', null],
      ],
    ])('conflict: %s', async (_, sides, reason, left) => {
      const { contents, conflicts } = await moving(sides)
      expect(conflicts).toMatchObject([{ path: 'new/b.txt', reason }])
      expect(contents[1]).toEqual(['old/a.txt', ...left])
    })

    it('says of both paths where the other is', async () => {
      const { changes } = await moving({ base: 'a\n', theirs: 'a\n', source: 'a\n', target: undefined })
      expect(changes).toMatchObject([
        { path: 'new/b.txt', from: 'old/a.txt', before: null },
        { path: 'old/a.txt', to: 'new/b.txt' },
      ])
    })

    it.each<[name: string, moved: [string, string][]]>([
      ['its template stays', [['old/a.txt', 'other.txt']]],
      [
        'two would have one place',
        [
          ['old/a.txt', 'new/b.txt'],
          ['mine.txt', 'new/b.txt'],
        ],
      ],
    ])('is no move where %s', async (_, moved) => {
      const sides = { base: 'a\n', theirs: 't\n', source: 'u\n', target: undefined }
      const { contents, kept } = await moving(sides, new Map(moved))
      expect(contents).toEqual([
        ['new/b.txt', 'create', 't\n'],
        ['old/a.txt', 'keep', 'u\n'],
      ])
      expect(kept).toEqual(['old/a.txt'])
    })
  })

  it('has every path once, in order', async () => {
    const trees = ['b', 'a'].map((path) => new Map([[path, file('x\n')!]]))
    const planned = await planChanges({
      base: trees[0]!,
      theirs: trees[1]!,
      ours: new Map(),
      format: async (_, text) => text,
    })
    expect(planned.changes.map(({ path, status }) => [path, status])).toEqual([
      ['a', 'create'],
      ['b', 'keep'],
    ])
  })
})
