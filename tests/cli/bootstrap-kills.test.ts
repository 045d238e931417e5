import { mkdir, readdir } from 'node:fs/promises'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { ended, inPairs, killAt, type Point, recordPoints, start, straceMissing } from '../apply/processes.ts'
import { repo, snapshot, temporaryFolder } from '../support.ts'

const launcher = path.join(repo, 'bin/paxx.cjs')
const args = ['--no-install', '--no-git']

/** Each eleventh, as a file takes five calls, and the end: `KILLS=all` tries the whole five hundred. */
const tried = (points: readonly Point[]) =>
  process.env['KILLS'] === 'all' ? points : points.filter((_, index) => index % 11 === 0 || index >= points.length - 10)

const missing = straceMissing()
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(`The kill sweep cannot run: ${missing}.`)

describe.skipIf(missing !== undefined)(`paxx bootstrap${missing === undefined ? '' : ` (skipped: ${missing})`}`, () => {
  it('killed as it enters a call that writes leaves no project or the whole, and the next one cleans up', async () => {
    const scratch = await temporaryFolder()
    let count = 0
    const newParent = async () => {
      const parent = path.join(scratch, `t${count++}`)
      await mkdir(parent)
      return parent
    }
    // Two bootstraps differ by the secrets in .env, whose length is the same.
    const wholeOf = async (project: string) => ({ ...(await snapshot(project)), '.env': '' })

    const first = path.join(await newParent(), 'shop')
    const points = tried(await recordPoints(launcher, 'bootstrap', first, args))
    const whole = await wholeOf(first)

    const outcomes = { before: 0, after: 0, unharmed: 0 }
    await inPairs(points, async (point) => {
      const parent = await newParent()
      const target = path.join(parent, 'shop')
      const { signal, code: ownCode } = await ended(
        start(launcher, 'bootstrap', target, { args, strace: killAt(point) }),
      )
      // Threads wake each other up by writing, not always as often: a run may end before its last call to be killed at.
      if (signal === null) {
        expect(ownCode, JSON.stringify(point)).toBe(0)
        expect(await wholeOf(target)).toEqual(whole)
        outcomes.unharmed++
        return
      }
      expect(signal, JSON.stringify(point)).toBe('SIGKILL')

      const made = (await readdir(parent)).includes('shop')
      if (made) expect(await wholeOf(target)).toEqual(whole)
      outcomes[made ? 'after' : 'before']++
      const { code } = await ended(start(launcher, 'bootstrap', target, { args }))
      expect(code).toBe(made ? 1 : 0)
      expect(await readdir(parent)).toEqual(['shop'])
      expect(await wholeOf(target)).toEqual(whole)
    })
    expect(outcomes.before).toBeGreaterThan(points.length / 2)
    expect(outcomes.after).toBeGreaterThan(0)
    expect(outcomes.unharmed).toBeLessThan(points.length / 20)
  }, 600_000)
})
