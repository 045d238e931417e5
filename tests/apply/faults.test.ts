import type * as Fs from 'node:fs'
import { readdirSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { applyChanges } from '../../src/apply/apply.ts'
import { claim } from '../../src/apply/claim.ts'
import { newOwner } from '../../src/apply/owner.ts'
import { recover } from '../../src/apply/recover.ts'
import { changesBetween, fill, type Tree } from './fixtures/trees.ts'
import { asOnDisk, refusal, snapshot, temporaryFolder } from './support.ts'

const { seam, operations } = vi.hoisted(() => ({
  seam: { before: undefined as ((operation: string, path: unknown) => void) | undefined },
  operations: [
    'openSync',
    'writeFileSync',
    'fchmodSync',
    'fsyncSync',
    'closeSync',
    'mkdirSync',

    'rmSync',
    'linkSync',
    'renameSync',
    'copyFileSync',
    'readFileSync',
    'readdirSync',
    'lstatSync',
  ] as const,
}))

vi.mock('node:fs', async (original) => {
  const fs = await original<typeof Fs>()
  const wrapped = operations.map((name) => [
    name,
    (...parameters: unknown[]) => {
      seam.before?.(name, parameters[0])
      return (fs[name] as (...all: unknown[]) => unknown)(...parameters)
    },
  ])
  return { ...fs, ...Object.fromEntries(wrapped) }
})

afterEach(() => {
  seam.before = undefined
})

/** Runs `work` with `fault` in place of the n-th file operation. @returns whether it came so far */
function withFault(n: number, fault: NonNullable<typeof seam.before>, work: () => void): boolean {
  let count = 0
  seam.before = (operation, path) => {
    if (++count === n) fault(operation, path)
  }
  try {
    work()
  } finally {
    seam.before = undefined
  }
  return count >= n
}

function failing(code: string): () => void {
  return () => {
    throw Object.assign(new Error(`${code}: injected`), { code })
  }
}

const name = fc.constantFrom('a', 'b', 'c', 'd')
const path = fc.oneof(
  name.map((file) => `${file}.ts`),
  fc.tuple(name, name).map(([folder, file]) => `${folder}/${file}.ts`),
  fc.tuple(name, name, name).map(([outer, inner, file]) => `${outer}/${inner}/${file}.ts`),
)
const tree: fc.Arbitrary<Tree> = fc.dictionary(path, fc.constantFrom('', 'one', 'two\r\n', '\u{feff}three'), {
  maxKeys: 6,
})

test('any tree becomes any other, and a failing operation at any point leaves it before or after', () => {
  let [failures, completions] = [0, 0]
  fc.assert(
    fc.property(
      tree,
      tree,
      fc.integer({ min: 1, max: 250 }),
      fc.constantFrom('ENOSPC', 'EACCES', 'EIO'),
      (before, after, n, code) => {
        const root = fill(temporaryFolder(), before)
        let failed = false
        withFault(n, failing(code), () => {
          try {
            applyChanges(root, changesBetween(before, after))
          } catch {
            failed = true
          }
        })
        if (!failed) {
          completions++
          recover(root)
        } else failures++
        expect(snapshot(root)).toEqual(asOnDisk(failed ? before : after))
      },
    ),
    { numRuns: 300 },
  )
  expect(failures).toBeGreaterThan(50)
  expect(completions).toBeGreaterThan(50)
})

const before: Tree = { 'a.ts': 'a', 'b.ts': 'b', 'old/c.ts': 'c', 'd.ts': 'd' }
const after: Tree = { 'a.ts': 'A', 'b.ts': 'B', 'd.ts': 'd', 'new/deep/e.ts': 'e', 'f.ts': 'f' }

test.each([
  ['ENOSPC', 'DISK_FULL'],
  ['EDQUOT', 'DISK_FULL'],
  ['EROFS', 'READ_ONLY'],
  ['EACCES', 'NO_PERMISSION'],
  ['EMFILE', 'TOO_MANY_OPEN_FILES'],
  ['EXDEV', 'OTHER_FILE_SYSTEM'],
])('%s at any operation is refused as %s, with the tree unchanged and no temporary file left', async (system, code) => {
  const whole = asOnDisk(before)
  let refused = 0
  for (let n = 1; ; n++) {
    const root = fill(temporaryFolder(), before)
    let came = false
    const error = await refusal(() => {
      came = withFault(n, failing(system), () => applyChanges(root, changesBetween(before, after)))
      throw new (class extends Error {})('done')
    }).catch(() => undefined)
    if (!came && !error) break
    if (!error) continue
    refused++
    expect(error.code).toBe(code)
    expect(error.message).not.toContain('\n')
    expect(error.hint).toBeTruthy()
    expect(snapshot(root)).toEqual(whole)
  }
  expect(refused).toBeGreaterThan(40)
})

test('a disk that fails for good leaves what the next command can undo or finish', () => {
  const writes = ['openSync', 'writeFileSync', 'mkdirSync', 'rmSync', 'linkSync', 'renameSync', 'copyFileSync']
  const outcomes = new Set<string>()
  let bitten = true
  for (let n = 1; bitten; n++) {
    const root = fill(temporaryFolder(), before)
    let [count, failed] = [0, false]
    seam.before = (operation) => {
      if (writes.includes(operation) && ++count >= n) failing('EIO')()
    }
    try {
      applyChanges(root, changesBetween(before, after))
    } catch {
      failed = true
    }
    seam.before = undefined
    bitten = count >= n
    const { outcome } = recover(root)
    outcomes.add(`${failed ? 'failed' : 'done'}, ${outcome}`)
    expect(snapshot(root)).toEqual(asOnDisk(failed ? before : after))
    expect(recover(root)).toEqual({ outcome: 'none', kept: [] })
  }
  expect(outcomes).toEqual(new Set(['failed, none', 'failed, undone', 'done, finished', 'done, none']))
})

test('without hard links, changes are made as well, and undone', async () => {
  const root = fill(temporaryFolder(), before)
  seam.before = (operation) => {
    if (operation === 'linkSync') failing('EPERM')()
  }
  applyChanges(root, changesBetween(before, after))
  expect(snapshot(root)).toEqual(asOnDisk(after))
  applyChanges(root, changesBetween(after, before))
  seam.before = (operation, subject) => {
    if (operation === 'linkSync') failing('EPERM')()
    if (operation === 'openSync' && String(subject).endsWith('deep')) failing('EIO')()
  }
  await expect(async () => applyChanges(root, changesBetween(before, after))).rejects.toThrow('EIO')
  expect(snapshot(root)).toEqual(asOnDisk(before))
})

test('what a user saves while paxx is working is never lost', async () => {
  const fs = await vi.importActual<typeof Fs>('node:fs')
  const inPlace = (file: string): void => fs.writeFileSync(file, 'mine')
  const byRename = (file: string): void => {
    fs.writeFileSync(`${file}~`, 'mine')
    fs.renameSync(`${file}~`, file)
  }
  const edits: [path: string, edit: (file: string) => void][] = [
    ['b.ts', inPlace],
    ['b.ts', byRename],
    ['old/c.ts', inPlace],
    ['old/c.ts', byRename],
    ['f.ts', inPlace],
    ['f.ts', byRename],
  ]
  const whole = asOnDisk(before)
  let refusals = 0
  for (const [saved, edit] of edits) {
    for (let n = 1; ; n++) {
      const root = fill(temporaryFolder(), before)
      const file = `${root}/${saved}`
      let [edited, failed] = [false, false]
      const save = (operation: string, subject: unknown): void => {
        // No system call that Node has compares and renames at once: a file renamed between the two is not seen.
        if (edit === byRename && operation === 'renameSync' && String(subject).endsWith('.new')) return
        if (saved !== 'f.ts' && !fs.existsSync(file)) return
        edited = true
        edit(file)
      }
      const came = withFault(n, save, () => {
        try {
          applyChanges(root, changesBetween(before, after))
        } catch (error) {
          failed = true
          expect(error).toMatchObject({ code: 'CHANGED_MEANWHILE' })
        }
      })
      if (!came) break
      const { [`${saved}.orig`]: _, ...found } = snapshot(root)
      if (edited) expect(found[saved]).toBe('644 mine')
      if (!failed) continue
      refusals++
      expect(found).toEqual({ ...whole, [saved]: '644 mine' })
    }
  }
  expect(refusals).toBeGreaterThan(100)
})

test.each<[string, () => Tree]>([
  ['free', () => ({})],
  ['left by a dead process', () => ({ [`.paxx/lock/${newOwner().split('-').with(2, '1').join('-')}`]: '{}' })],
])('a lock that is %s has one owner, wherever another process comes between', (_, lock) => {
  const wins = { first: 0, second: 0 }
  for (let n = 1, came = true; came; n++) {
    const root = fill(temporaryFolder(), lock())
    const [first, second] = [newOwner(), newOwner()]
    let [firstWon, secondWon] = [false, false]
    const comeBetween = (): void => {
      secondWon = takes(root, second)
    }
    came = withFault(n, comeBetween, () => {
      firstWon = takes(root, first)
    })
    expect(firstWon && secondWon).toBe(false)
    if (firstWon) wins.first++
    if (secondWon) wins.second++
    if (firstWon || secondWon) expect(readdirSync(`${root}/.paxx/lock`)).toEqual([firstWon ? first : second])
  }
  expect(wins.first).toBeGreaterThan(2)
  expect(wins.second).toBeGreaterThan(2)
})

function takes(root: string, owner: string): boolean {
  try {
    return claim(root, owner, 'x')
  } catch (error) {
    expect(['ENOENT', 'LOCKED']).toContain((error as NodeJS.ErrnoException).code)
    return false
  }
}
