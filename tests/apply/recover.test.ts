import { mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { applyChanges } from '../../src/apply/apply.ts'
import { check } from '../../src/apply/check.ts'
import { commit } from '../../src/apply/journal.ts'
import { prepare } from '../../src/apply/prepare.ts'
import { recover } from '../../src/apply/recover.ts'
import { replaceAll } from '../../src/apply/replace.ts'
import { after, before, changesBetween, fill } from './fixtures/trees.ts'
import { asOnDisk, refusal, snapshot, temporaryFolder } from './support.ts'

const none = { outcome: 'none', kept: [] }

/** A project in which a command was killed after it had put everything in place, and before it was committed. */
function crashed(): string {
  const root = fill(temporaryFolder(), before)
  const changes = changesBetween(before, after).toSorted((one) => (one.after === null ? -1 : 1))
  const journal = check(root, changes)
  prepare(root, journal, changes)
  replaceAll(root, journal)
  return root
}

describe('recovery', () => {
  test('does nothing where there is nothing', () => {
    const root = fill(temporaryFolder(), before)
    expect(recover(root)).toEqual(none)
    expect(snapshot(root)).toEqual(asOnDisk(before))
  })

  test('undoes what was not committed, once', () => {
    const root = crashed()
    expect(recover(root)).toEqual({ outcome: 'undone', kept: [] })
    expect(snapshot(root)).toEqual(asOnDisk(before))
    expect(recover(root)).toEqual(none)
  })

  test('finishes what was committed, once', () => {
    const root = crashed()
    commit(root)
    expect(recover(root)).toEqual({ outcome: 'finished', kept: [] })
    expect(snapshot(root)).toEqual(asOnDisk(after))
    expect(recover(root)).toEqual(none)
  })

  test('removes what a command left that had changed nothing yet', () => {
    const root = fill(temporaryFolder(), { 'a.ts': 'a', '.paxx/.gitignore': '*\n', '.paxx/transaction/0.new': 'half' })
    expect(recover(root)).toEqual(none)
    expect(snapshot(root)).toEqual({ 'a.ts': '644 a' })
  })

  test('keeps what somebody else has in .paxx/', () => {
    const root = fill(crashed(), { '.paxx/notes': 'mine' })
    recover(root)
    expect(snapshot(root)).toEqual({
      ...asOnDisk(before),
      ...asOnDisk({ '.paxx/.gitignore': '*\n', '.paxx/notes': 'mine' }),
    })
  })

  test('comes before the next change', () => {
    const root = crashed()
    const changes = [{ status: 'create', path: 'z', before: null, after: { content: 'z' } }] as const
    expect(() => applyChanges(root, changes)).toThrow('recover() has to be called')
    recover(root)
    applyChanges(root, changes)
    expect(snapshot(root)).toEqual({ ...asOnDisk(before), z: '644 z' })
  })
})

describe('recovery overwrites nothing that was edited since', () => {
  test('a file that the command had edited: what was before is saved beside it', () => {
    const root = fill(crashed(), { 'app.ts': 'mine', 'app.ts.orig': 'taken' })
    expect(recover(root)).toEqual({ outcome: 'undone', kept: [{ path: 'app.ts', saved: 'app.ts.orig2' }] })
    expect(snapshot(root)).toEqual({
      ...asOnDisk(before),
      'app.ts': '644 mine',
      'app.ts.orig': '644 taken',
      'app.ts.orig2': '644 mount nothing\n',
    })
  })

  test('a file that the command had made', () => {
    const root = fill(crashed(), { 'features/orders/models.ts': 'mine' })
    expect(recover(root).kept).toEqual([{ path: 'features/orders/models.ts', saved: null }])
    expect(snapshot(root)).toEqual({
      ...asOnDisk(before),
      ...asOnDisk({ 'features/orders/models.ts': 'mine' }),
    })
  })

  test('a file that the command had deleted', () => {
    const root = fill(crashed(), { 'core/old.ts': 'mine' })
    expect(recover(root).kept).toEqual([{ path: 'core/old.ts', saved: 'old.ts.orig' }])
    expect(snapshot(root)).toEqual({ ...asOnDisk(before), 'core/old.ts': '644 mine', 'core/old.ts.orig': '644 old\n' })
  })

  test('a file that is gone since, and a folder', () => {
    const root = crashed()
    rmSync(join(root, 'features'), { recursive: true })
    rmSync(join(root, 'legacy'), { recursive: true })
    expect(recover(root)).toEqual({ outcome: 'undone', kept: [] })
    expect(snapshot(root)).toEqual(asOnDisk(before))
  })
})

describe('recovery believes no journal that a stranger could have written', () => {
  const entry = { path: '../victim', before: 'x', after: null }
  test.each([
    ['a path out of the root', { version: 1, folders: [], entries: [entry] }],
    ['a folder out of the root', { version: 1, folders: ['../victims'], entries: [] }],
    ['an absolute path', { version: 1, folders: [], entries: [{ ...entry, path: '/etc/victim' }] }],
    ['another version', { version: 2, folders: [], entries: [] }],
    ['no entries', { version: 1 }],
    ['no journal at all', null],
  ])('%s', async (_, journal) => {
    const outer = temporaryFolder()
    const root = join(outer, 'root')
    fill(root, { '.paxx/transaction/journal.json': JSON.stringify(journal), '.paxx/transaction/0.old': 'evil' })
    mkdirSync(join(outer, 'victims'))
    expect((await refusal(() => recover(root))).code).toBe('JOURNAL_INVALID')
    expect(readdirSync(outer)).toEqual(['root', 'victims'])
  })

  test.each(['.paxx', '.paxx/transaction', 'core'])('a symbolic link at %s', async (link) => {
    const [root, outside] = [crashed(), temporaryFolder()]
    renameSync(join(root, link), join(outside, 'moved'))
    symlinkSync(join(outside, 'moved'), join(root, link))
    const untouched = snapshot(outside)
    expect((await refusal(() => recover(root))).code).toMatch(/PATH_(BLOCKED|ESCAPES)/)
    expect(snapshot(outside)).toEqual(untouched)
  })

  test('a file in place of .paxx/', async () => {
    const root = temporaryFolder()
    writeFileSync(join(root, '.paxx'), '')
    expect((await refusal(() => recover(root))).code).toBe('PATH_BLOCKED')
  })
})
