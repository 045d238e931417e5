import { spawnSync } from 'node:child_process'
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, statSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { applyChanges } from '../../src/apply/apply.ts'
import { withLock } from '../../src/apply/lock.ts'
import { stageProject } from '../../src/apply/stage.ts'
import { writeTree } from '../../src/apply/tree.ts'
import { after, before, changesBetween, fill } from './fixtures/trees.ts'
import { refusal, snapshot, temporaryFolder } from './support.ts'

const mount = (...options: string[]): boolean => spawnSync('mount', options).status === 0

const mayMount = ((): boolean => {
  const probe = mkdtempSync(join(tmpdir(), 'paxx-mount-'))
  const mounted = mount('-t', 'tmpfs', 'paxx', probe)
  if (mounted) spawnSync('umount', [probe])
  rmSync(probe, { recursive: true })
  return mounted
})()

describe.skipIf(!mayMount)(mayMount ? 'a small disk' : 'a small disk (skipped: nothing may be mounted here)', () => {
  let disk: string
  let root: string

  beforeEach(() => {
    disk = temporaryFolder()
    expect(mount('-t', 'tmpfs', '-o', 'size=256k', 'paxx', disk)).toBe(true)
    root = fill(join(disk, 'shop'), before)
  })
  afterEach(() => {
    spawnSync('umount', [disk])
  })

  /** Leaves a number of bytes free, in pages. */
  function leaveFree(bytes: number): void {
    const ballast = join(disk, 'ballast')
    for (let full = false; !full;) {
      try {
        appendFileSync(ballast, Buffer.alloc(4096))
      } catch {
        full = true
      }
    }
    truncateSync(ballast, statSync(ballast).size - bytes)
  }

  const work: [name: string, work: () => unknown][] = [
    ['a change', () => applyChanges(root, changesBetween(before, after))],
    ['a change under the lock', () => withLock(root, 'x', () => applyChanges(root, changesBetween(before, after)))],
    [
      'a new project',
      () =>
        stageProject(join(disk, 'new'), (staging) => {
          writeTree(staging, new Map([...Array(40).keys()].map((n) => [`f${n}`, { content: 'x'.repeat(4096) }])))
        }),
    ],
  ]

  for (const [name, run] of work) {
    test.each([0, 1, 2, 3, 5, 8])(`that has ${'%i'} pages left refuses ${name}, and is as it was`, async (pages) => {
      leaveFree(pages * 4096)
      const found = snapshot(disk)
      const error = await refusal(run)
      expect(error.code).toBe('DISK_FULL')
      expect(error.message).toMatch(/^The disk is full.*: nothing was changed\.$/)
      expect(snapshot(disk)).toEqual(found)
    })

    test(`that is read-only refuses ${name}, and is as it was`, async () => {
      const found = snapshot(disk)
      expect(mount('-o', 'remount,ro', disk)).toBe(true)
      const error = await refusal(run)
      expect(error.code).toBe('READ_ONLY')
      expect(snapshot(disk)).toEqual(found)
    })
  }

  test('inside a project is refused, for nothing can be renamed to it', async () => {
    const outer = fill(temporaryFolder(), { 'a.ts': 'a' })
    mkdirSync(join(outer, 'mounted'))
    expect(mount('-t', 'tmpfs', 'paxx', join(outer, 'mounted'))).toBe(true)
    onTestFinished(() => void spawnSync('umount', [join(outer, 'mounted')]))
    const error = await refusal(() =>
      applyChanges(outer, changesBetween({ 'a.ts': 'a' }, { 'a.ts': 'b', 'mounted/b': 'b' })),
    )
    expect(error.code).toBe('OTHER_FILE_SYSTEM')
    expect(snapshot(outer)).toEqual({ 'a.ts': '644 a', 'mounted/': '' })
  })
})
