import { spawnSync } from 'node:child_process'
import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { withLock } from '../../src/apply/lock.ts'
import { recover } from '../../src/apply/recover.ts'
import { after, before, fill } from './fixtures/trees.ts'
import { bundle, ended, inPairs, killAt, type Point, recordPoints, start, straceMissing } from './processes.ts'
import { asOnDisk, snapshot, temporaryFolder } from './support.ts'

const missing = straceMissing()
if (missing !== undefined && process.env['CI'] === 'true') throw new Error(`The kill sweep cannot run: ${missing}.`)
const title = 'a process that is killed as it enters any system call that changes something'

describe.skipIf(missing !== undefined)(
  missing === undefined ? title : `${title} (skipped: ${missing})`,
  () => {
    let script: string

    beforeAll(async () => {
      const bundled = await bundle()
      script = bundled.script
      return bundled.remove
    })

    async function kill(command: string, folder: string, point: Point): Promise<void> {
      const { signal } = await ended(start(script, command, folder, { strace: killAt(point) }))
      expect(signal, `${command} reaches ${JSON.stringify(point)}`).toBe('SIGKILL')
    }

    test('while it changes ten files leaves what is recovered to wholly before or wholly after', async () => {
      const fresh = folders()
      const isWhole = wholeness()
      const points = await recordPoints(script, 'apply', fill(fresh(), before))
      const outcomes = { before: 0, after: 0 }
      await inPairs(points, async (point) => {
        const root = fill(fresh(), before)
        await kill('apply', root, point)
        await recovered(root)
        outcomes[isWhole(root, point)]++
      })
      expect(points.length).toBeGreaterThan(90)
      expect(outcomes.before).toBeGreaterThan(50)
      expect(outcomes.after).toBeGreaterThan(10)
    })

    test('while it recovers leaves what the next one recovers', async () => {
      const fresh = folders()
      const isWhole = wholeness()
      const points = await recordPoints(script, 'apply', fill(fresh(), before))
      const outcomes = { before: 0, after: 0 }
      let kills = 0
      // From the middle on, for only there is something to undo or to finish.
      const sample = points.slice(points.length / 3).filter((_, index) => index % 13 === 0)
      for (const first of sample) {
        const crashed = fill(fresh(), before)
        await kill('apply', crashed, first)
        const again = await recordPoints(script, 'recover', copy(crashed, fresh()))
        await inPairs(again, async (second) => {
          const root = copy(crashed, fresh())
          await kill('recover', root, second)
          kills++
          await recovered(root)
          outcomes[isWhole(root, second)]++
        })
      }
      expect(kills).toBeGreaterThan(100)
      expect(outcomes.before).toBeGreaterThan(50)
      expect(outcomes.after).toBeGreaterThan(10)
    })

    test('while it makes a project leaves none or the whole, and the next one cleans up', async () => {
      const fresh = folders()
      const whole = asOnDisk(after)
      const points = await recordPoints(script, 'stage', join(fresh(), 'shop'))
      const outcomes = { before: 0, after: 0 }
      await inPairs(points, async (point) => {
        const parent = fresh()
        const target = join(parent, 'shop')
        await kill('stage', target, point)
        const made = readdirSync(parent).includes('shop')
        if (made) expect(snapshot(target)).toEqual(whole)
        outcomes[made ? 'after' : 'before']++
        const { code } = await ended(start(script, 'stage', target))
        expect(code).toBe(made ? 1 : 0)
        expect(readdirSync(parent)).toEqual(['shop'])
        expect(snapshot(target)).toEqual(whole)
      })
      expect(points.length).toBeGreaterThan(40)
      expect(outcomes).toEqual({ before: points.length - 1, after: 1 })
    })
  },
  120_000,
)

/** A way to make new folders in one that goes when the test ends. */
function folders(): () => string {
  const scratch = temporaryFolder()
  let count = 0
  return () => {
    const folder = join(scratch, `t${count++}`, 'project')
    mkdirSync(folder, { recursive: true })
    return folder
  }
}

/** Fails unless a project is one of the two trees, and says which. */
function wholeness(): (root: string, point: Point) => 'before' | 'after' {
  const trees = { before: asOnDisk(before), after: asOnDisk(after) }
  return (root, point) => {
    const found = snapshot(root)
    const outcome = found['paxx.json'] === trees.before['paxx.json'] ? 'before' : 'after'
    expect(found, JSON.stringify(point)).toEqual(trees[outcome])
    return outcome
  }
}

const recovered = (root: string): Promise<unknown> => withLock(root, 'recover', () => recover(root))

/** A copy that keeps hard links, of which a crashed project is full. */
function copy(from: string, to: string): string {
  const { status } = spawnSync('cp', ['-a', `${from}/.`, to])
  expect(status).toBe(0)
  return to
}
