import { describe, expect, it } from 'vitest'
import { mergeJson } from '../../src/merge/json/merge-json.ts'
import { compareVersions, parseVersion } from '../../src/merge/json/versions.ts'

const print = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`
const merge = (base: unknown, ours: unknown, theirs: unknown) => mergeJson(print(base), print(ours), print(theirs))!

describe('mergeJson by key', () => {
  it.each<[name: string, base: unknown, ours: unknown, theirs: unknown, result: unknown]>([
    ['both add', { a: 1 }, { a: 1, u: 1 }, { a: 1, t: 1 }, { a: 1, t: 1, u: 1 }],
    ['both add the same', {}, { n: 1 }, { n: 1, t: 1 }, { n: 1, t: 1 }],
    ['each replaces another value', { a: 1, b: 1 }, { a: 2, b: 1 }, { a: 1, b: 2 }, { a: 2, b: 2 }],
    ['inside of objects', { a: { x: 1 } }, { a: { x: 1, u: 1 } }, { a: { x: 2 } }, { a: { x: 2, u: 1 } }],
    ['what the user deleted stays deleted', { a: 1, b: 1 }, { b: 1 }, { a: 2, b: 2 }, { b: 2 }],
    ['what they deleted goes', { a: 1, b: 1 }, { a: 1, b: 1, u: 1 }, { b: 1 }, { b: 1, u: 1 }],
    ['they delete an object that the user added to', { a: { x: 1 } }, { a: { x: 1, u: 1 } }, {}, { a: { u: 1 } }],
    ['an object goes that has nothing left', { a: { x: 1 } }, { u: 1, a: { x: 1 } }, {}, { u: 1 }],
    ['an object goes that the user only had for them', { a: { x: 1, y: 1 } }, { a: { x: 1 } }, { a: { y: 1 } }, {}],
    ['what is new in an object that the user deleted', { a: { x: 1 } }, {}, { a: { x: 1, t: 1 } }, { a: { t: 1 } }],
    ["the user's order", { a: 1, b: 1 }, { b: 1, a: 1, u: 1 }, { a: 1, b: 2 }, { b: 2, a: 1, u: 1 }],
    [
      'a new key after the one that it follows',
      { a: 1, c: 1 },
      { c: 1, a: 1, z: 1 },
      { a: 1, b: 1, c: 1 },
      { c: 1, a: 1, b: 1, z: 1 },
    ],
    [
      'a new key that comes first',
      { b: 1, a: 1 },
      { b: 1, a: 1, u: 1 },
      { t: 1, b: 1, a: 1 },
      { t: 1, b: 1, a: 1, u: 1 },
    ],
    [
      'sorted keys stay sorted',
      { b: 1, d: 1 },
      { b: 1, c: 1, d: 1 },
      { a: 1, b: 1, d: 1, e: 1 },
      { a: 1, b: 1, c: 1, d: 1, e: 1 },
    ],
    ['arrays are sets', ['a', 'b'], ['a', 'b', 'u'], ['a', 't', 'b'], ['a', 't', 'b', 'u']],
    ['what either took out of an array', ['a', 'b', 'c'], ['a', 'c'], ['a', 'b'], ['a']],
    ['objects in an array, by place', [{ x: 1 }], [{ x: 1, u: 1 }], [{ x: 2 }], [{ x: 2, u: 1 }]],
    ['another type in ours alone', { a: 1 }, { a: [1] }, { a: 1, t: 1 }, { a: [1], t: 1 }],
    ['keys of every object', {}, { constructor: 1 }, { toString: 1 }, { constructor: 1, toString: 1 }],
  ])('%s', (_, base, ours, theirs, result) => {
    const { text, conflicts } = merge(base, ours, theirs)
    expect(conflicts).toEqual([])
    expect(text).toBe(print(result))
  })

  it('does not take __proto__ for a prototype', () => {
    const { text } = mergeJson('{}', '{"__proto__":{"u":1}}', '{"t":1}')!
    expect(text).toContain('"__proto__"')
  })

  it.each<[name: string, base: unknown, ours: unknown, theirs: unknown]>([
    ['a value, replaced differently', { a: { b: 1 } }, { a: { b: 2 } }, { a: { b: 3 } }],
    ['a value replaced and deleted', { a: { b: 1, c: 1 } }, { a: { b: 2, c: 1 } }, { a: { c: 1 } }],
    ['one key with different values', {}, { a: 1 }, { a: 2 }],
    ['another type on each side', { a: 1 }, { a: [] }, { a: {} }],
    ['objects in arrays that nobody can tell apart', [{ x: 1 }], [{ x: 2 }, { y: 1 }], [{ x: 3 }]],
  ])('conflicts: %s', (_, base, ours, theirs) => {
    expect(merge(base, ours, theirs).conflicts).toHaveLength(1)
  })

  it('says where, and marks the lines', () => {
    const { text, conflicts } = merge({ s: { a: 1, b: 1 } }, { s: { a: 2, b: 1 } }, { s: { a: 3, b: 1, t: 1 } })
    expect(conflicts).toEqual([{ line: 3, base: ['"a": 1'], ours: ['"a": 2'], theirs: ['"a": 3'] }])
    expect(text.split('\n')).toEqual([
      '{',
      '  "s": {',
      '<<<<<<< yours',
      '    "a": 2,',
      '=======',
      '    "a": 3,',
      '>>>>>>> paxx',
      '    "b": 1,',
      '    "t": 1',
      '  }',
      '}',
      '',
    ])
  })
})

describe('mergeJson and the layout', () => {
  it.each([
    ['tabs', '{\n\t"a": 1,\n\t"u": 1\n}\n', '{\n\t"a": 1,\n\t"t": 1,\n\t"u": 1\n}\n'],
    ['four spaces', '{\n    "a": 1,\n    "u": 1\n}\n', '{\n    "a": 1,\n    "t": 1,\n    "u": 1\n}\n'],
    ['no newline at the end', '{\n  "a": 1,\n  "u": 1\n}', '{\n  "a": 1,\n  "t": 1,\n  "u": 1\n}'],
    ['CRLF', '{\r\n  "a": 1,\r\n  "u": 1\r\n}\r\n', '{\r\n  "a": 1,\r\n  "t": 1,\r\n  "u": 1\r\n}\r\n'],
    ['a byte order mark', '\uFEFF{\n  "a": 1,\n  "u": 1\n}\n', '\uFEFF{\n  "a": 1,\n  "t": 1,\n  "u": 1\n}\n'],
    [
      'short arrays on a line',
      '{\n  "a": 1,\n  "u": ["x", "y"]\n}\n',
      '{\n  "a": 1,\n  "t": 1,\n  "u": ["x", "y"]\n}\n',
    ],
    ['blank lines', '{\n  "a": 1,\n\n  "u": 1\n}\n', '{\n  "a": 1,\n  "t": 1,\n\n  "u": 1\n}\n'],
    [
      'numbers too long for JavaScript',
      '{\n  "a": 1,\n  "u": 12345678901234567890\n}\n',
      '{\n  "a": 1,\n  "t": 1,\n  "u": 12345678901234567890\n}\n',
    ],
  ])('keeps %s', (_, ours, result) => {
    expect(mergeJson('{"a":1}', ours, '{"a":1,"t":1}')).toEqual({ text: result, conflicts: [], adjacent: [] })
  })

  it.each(['{ "a": 1, // mine\n "u": 1 }', '{ "a": 1, "u": 1, }', '', '{ "a": '])(
    'leaves %j to the merge by line',
    (ours) => {
      expect(mergeJson('{"a":1}', ours, '{"a":1,"t":1}')).toBeUndefined()
    },
  )
})

describe('mergeJson and versions', () => {
  const manifest = (version: string | undefined) => ({ dependencies: { hono: version } })

  it.each([
    ['4.13.0', '4.14.0', '4.13.5', '4.14.0'],
    ['4.13.0', '4.14.0', '4.15.0', '4.15.0'],
    ['4.13.0', '^4.13.0', '4.13.5', '^4.13.5'],
    ['4.13.0', '^4.14.0', '4.13.5', '^4.14.0'],
    ['4.13.0', '^4.14.0', '5.0.0', '^5.0.0'],
    ['4.13.0', '5.0.0-beta.2', '4.14.0', '5.0.0-beta.2'],
    ['4.13.0', '4.14.0', '4.12.0', '4.14.0'],
    [undefined, '4.14.0', '4.13.0', '4.14.0'],
    [undefined, '4.12.0', '4.13.0', '4.13.0'],
    [undefined, '5.0.0', '4.13.0', '5.0.0'],
  ])('%s, ours %s, theirs %s: %s', (base, ours, theirs, result) => {
    const { text, conflicts } = merge(manifest(base), manifest(ours), manifest(theirs))
    expect(conflicts).toEqual([])
    expect(JSON.parse(text)).toEqual(manifest(result))
  })

  it.each([
    ['4.13.0', '4.12.0', '4.14.0'],
    ['4.13.0', 'workspace:*', '4.14.0'],
    ['4.13.0', 'latest', '4.14.0'],
    [undefined, '3.0.0', '4.13.0'],
  ])('%s, ours %s, theirs %s: a conflict', (base, ours, theirs) => {
    expect(merge(manifest(base), manifest(ours), manifest(theirs)).conflicts).toHaveLength(1)
  })

  it('keeps a dependency that the user raised and that goes, and says so', () => {
    const { text, conflicts, adjacent } = merge({ dependencies: { a: '1.0.0' } }, { dependencies: { a: '1.1.0' } }, {})
    expect(JSON.parse(text)).toEqual({ dependencies: { a: '1.1.0' } })
    expect(conflicts).toEqual([])
    expect(adjacent).toEqual([{ line: 3, base: ['"a": "1.0.0"'], ours: ['"a": "1.1.0"'], theirs: [] }])
  })

  it('compares as semver says', () => {
    const order =
      '1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0 1.0.9 1.10.0'
    const versions = order.split(' ').map((version) => parseVersion(version)!)
    for (const [i, one] of versions.entries()) {
      for (const [j, other] of versions.entries()) expect(Math.sign(compareVersions(one, other))).toBe(Math.sign(i - j))
    }
  })
})
