import { linkSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '../../src/apply/apply.ts'
import type { Change } from '../../src/merge/changes.ts'
import { changesBetween, fill, type Tree } from './fixtures/trees.ts'
import { refusal, snapshot, temporaryFolder } from './support.ts'

const create = (path: string, content = 'new', mode?: number): Change => ({
  status: 'create',
  path,
  before: null,
  after: { content, ...(mode !== undefined && { mode }) },
})

const filesOf = (root: string): string[] => Object.keys(snapshot(root))

describe('changes', () => {
  test('create, update, merge and delete, and nothing else, and leave no trace', () => {
    const root = fill(temporaryFolder(), { 'a.ts': 'a', 'b.ts': 'b', 'c/d.ts': 'd', 'k.ts': 'k' })
    applyChanges(root, [
      create('x/y/z.ts'),
      { status: 'update', path: 'a.ts', before: { content: 'a' }, after: { content: 'A' } },
      { status: 'merge', path: 'b.ts', before: { content: 'b' }, after: { content: Buffer.from('B') } },
      { status: 'delete', path: 'c/d.ts', before: { content: 'd' }, after: null },
      { status: 'keep', path: 'k.ts', before: { content: 'k' }, after: { content: 'never' } },
      { status: 'conflict', path: 'q.ts', before: null, after: { content: 'never' } },
      { status: 'identical', path: 'r.ts', before: null, after: { content: 'never' } },
    ])
    expect(snapshot(root)).toEqual({
      'a.ts': '644 A',
      'b.ts': '644 B',
      'k.ts': '644 k',
      'x/': '',
      'x/y/': '',
      'x/y/z.ts': '644 new',
    })
  })

  test('remove the folders that they empty, and no other', () => {
    const root = fill(temporaryFolder(), { 'a/b/c/one': '1', 'a/b/two': '2', 'a/three': '3' })
    mkdirSync(join(root, 'empty'))
    const before = { 'a/b/c/one': '1', 'a/b/two': '2' }
    applyChanges(root, changesBetween(before, {}))
    expect(filesOf(root)).toEqual(['a/', 'a/three', 'empty/'])
  })

  test('keep a mode, or set the one that is given, whatever the umask', () => {
    const root = temporaryFolder()
    writeFileSync(join(root, 'run.sh'), 'old', { mode: 0o755 })
    const umask = process.umask(0o077)
    applyChanges(root, [
      { status: 'update', path: 'run.sh', before: { content: 'old' }, after: { content: 'new' } },
      create('plain'),
      create('secret', 's', 0o600),
    ])
    process.umask(umask)
    expect(snapshot(root)).toEqual({ plain: '644 new', 'run.sh': '755 new', secret: '600 s' })
  })

  test('leave the other names of a hard-linked file alone', () => {
    const [root, outside] = [fill(temporaryFolder(), { 'a.ts': 'a' }), temporaryFolder()]
    linkSync(join(root, 'a.ts'), join(outside, 'other'))
    applyChanges(root, changesBetween({ 'a.ts': 'a' }, { 'a.ts': 'b', 'c.ts': 'c' }))
    expect(readFileSync(join(outside, 'other'), 'utf8')).toBe('a')
    expect(statSync(join(root, 'a.ts')).nlink).toBe(1)
    expect(statSync(join(root, 'c.ts')).nlink).toBe(1)
  })

  test('write bytes as they are', () => {
    const root = temporaryFolder()
    const content = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0x00, 0xff])
    applyChanges(root, [{ status: 'create', path: 'a', before: null, after: { content } }])
    expect(readFileSync(join(root, 'a'))).toEqual(content)
  })

  test('work in a root that is itself reached through a link', () => {
    const [root, other] = [temporaryFolder(), temporaryFolder()]
    symlinkSync(root, join(other, 'link'))
    applyChanges(join(other, 'link'), [create('a')])
    expect(filesOf(root)).toEqual(['a'])
  })

  test('are made to a file that has a twin but for its case', () => {
    const root = fill(temporaryFolder(), { 'a.ts': 'a', 'A.ts': 'A' })
    applyChanges(root, changesBetween({ 'a.ts': 'a' }, { 'a.ts': 'b' }))
    expect(snapshot(root)).toEqual({ 'A.ts': '644 A', 'a.ts': '644 b' })
  })

  test('write nothing when there is nothing to write', () => {
    const root = temporaryFolder()
    applyChanges(root, [])
    expect(filesOf(root)).toEqual([])
  })
})

describe('changes are refused, and the tree is as it was,', () => {
  const tree: Tree = { 'a.ts': 'a', 'dir/b.ts': 'b' }
  const cases: [name: string, changes: Change[], code: string][] = [
    ['out of the root', [create('x'), create('../x')], 'PATH_INVALID'],
    ['onto a folder', [create('x'), create('dir')], 'PATH_BLOCKED'],
    ['under a file', [create('x'), create('a.ts/b')], 'PATH_BLOCKED'],
    ['under a file that goes', [...changesBetween(tree, { 'dir/b.ts': 'b' }), create('a.ts/b')], 'PATH_BLOCKED'],
    ['beside a name that differs by case', [create('x'), create('A.ts')], 'PATH_COLLISION'],
    ['in a folder whose name differs by case', [create('Dir/c.ts')], 'PATH_COLLISION'],
    ['two to one path', [create('x'), create('x')], 'PATH_COLLISION'],
    ['where a file has appeared', [create('x'), create('a.ts')], 'CHANGED_MEANWHILE'],
    ['to a file that was edited', changesBetween({ 'a.ts': 'other' }, { 'a.ts': 'c', x: 'x' }), 'CHANGED_MEANWHILE'],
    ['to a file that is gone', changesBetween({ gone: 'a' }, { gone: 'c', x: 'x' }), 'CHANGED_MEANWHILE'],
    ['deleting what was edited', changesBetween({ 'a.ts': 'other' }, { x: 'x' }), 'CHANGED_MEANWHILE'],
    ['into the workspace', [create('.paxx/transaction/journal.json')], 'PATH_INVALID'],
  ]
  test.each(cases)('%s', async (_, changes, code) => {
    const root = fill(temporaryFolder(), tree)
    const before = snapshot(root)
    const error = await refusal(() => applyChanges(root, changes))
    expect(error.code).toBe(code)
    expect(snapshot(root)).toEqual(before)
  })
})

describe('nothing is written through a symbolic link', () => {
  const links: [name: string, link: string, to: string, changes: Change[]][] = [
    ['that is a file', 'a', 'secret', [create('x'), create('a')]],
    ['that is a file, even to replace it', 'a', 'secret', changesBetween({ a: 's' }, { a: 'new' })],
    ['that is a file, even to delete it', 'a', 'secret', changesBetween({ a: 's' }, {})],
    ['that is a parent', 'dir', '.', [create('x'), create('dir/a')]],
    ['that is a parent of a parent', 'dir', '.', [create('dir/a/b/c')]],
    ['that dangles', 'a', 'absent', [create('a')]],
    ['that is a dangling parent', 'dir', 'absent', [create('dir/a')]],
    ['in place of the workspace', '.paxx', '.', [create('a')]],
  ]
  test.each(links)('%s', async (_, link, to, changes) => {
    const [root, outside] = [temporaryFolder(), fill(temporaryFolder(), { secret: 's' })]
    symlinkSync(join(outside, to), join(root, link))
    const error = await refusal(() => applyChanges(root, changes))
    expect(['PATH_ESCAPES', 'PATH_BLOCKED']).toContain(error.code)
    expect(snapshot(outside)).toEqual({ secret: '644 s' })
    expect(snapshot(root)).toEqual({ [link]: '@' })
  })
})
