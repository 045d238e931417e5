import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withLock } from '../../src/apply/lock.ts'
import { newOwner } from '../../src/apply/owner.ts'
import { fill } from './fixtures/trees.ts'
import { bundle, ended, start } from './processes.ts'
import { refusal, snapshot, temporaryFolder } from './support.ts'

let bundled: Awaited<ReturnType<typeof bundle>>
beforeAll(async () => {
  bundled = await bundle()
})
afterAll(() => bundled.remove())

const ownName = (): string[] => newOwner().split('-')

/** An owner's name of a process that has ended. */
function deadOwner(): string {
  const [host, , , token] = ownName()
  const { pid } = spawnSync('true')
  return [host, pid, '1', token].join('-')
}

function lockedBy(owner: string, claim: object = { host: hostname(), command: 'add redis' }): string {
  return fill(temporaryFolder(), { [`.paxx/lock/${owner}`]: JSON.stringify(claim), '.paxx/.gitignore': '*\n' })
}

describe('the lock', () => {
  test('is held while the work is done, hidden from Git, and leaves nothing', async () => {
    const root = temporaryFolder()
    const result = await withLock(root, 'feature create', async () => {
      expect(readdirSync(join(root, '.paxx')).toSorted()).toEqual(['.gitignore', 'lock'])
      expect(readFileSync(join(root, '.paxx/.gitignore'), 'utf8')).toBe('*\n')
      return 7
    })
    expect(result).toBe(7)
    expect(snapshot(root)).toEqual({})
  })

  test('is released when the work fails', async () => {
    const root = temporaryFolder()
    await expect(withLock(root, 'x', () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(snapshot(root)).toEqual({})
  })

  test('leaves no listener behind', async () => {
    const listeners = process.listenerCount('SIGINT')
    await withLock(temporaryFolder(), 'x', () => {})
    expect(process.listenerCount('SIGINT')).toBe(listeners)
  })

  test('names the command that holds it', async () => {
    const root = temporaryFolder()
    const error = await withLock(root, 'feature create', () => refusal(() => withLock(root, 'add redis', () => {})))
    expect(error.code).toBe('LOCKED')
    expect(error.message).toBe(`Another paxx command is running (pid ${process.pid}: \`feature create\`).`)
    expect(error.hint).toContain('.paxx/lock')
    expect(snapshot(root)).toEqual({})
  })

  test('is refused in place of a symbolic link', async () => {
    const [root, outside] = [temporaryFolder(), temporaryFolder()]
    symlinkSync(outside, join(root, '.paxx'))
    expect((await refusal(() => withLock(root, 'x', () => {}))).code).toBe('PATH_BLOCKED')
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('a lock that is left behind', () => {
  test.each<[string, () => string]>([
    ['by a dead process', deadOwner],
    ['by a process whose number another one has now', () => ownName().with(2, '1').join('-')],
  ])('%s is taken over', async (_, owner) => {
    const root = lockedBy(owner())
    await withLock(root, 'x', () => {
      const [mine] = readdirSync(join(root, '.paxx/lock'))
      expect(JSON.parse(readFileSync(join(root, '.paxx/lock', mine!), 'utf8'))).toMatchObject({ command: 'x' })
    })
    expect(snapshot(root)).toEqual({})
  })

  test('empty is taken over, and claims of dead processes are removed', async () => {
    const root = fill(temporaryFolder(), { [`.paxx/claim-${deadOwner()}/x`]: '' })
    mkdirSync(join(root, '.paxx/lock'))
    await withLock(root, 'x', () => {})
    expect(snapshot(root)).toEqual({})
  })

  test('on another host, or by nobody knows whom, is not', async () => {
    const foreign = lockedBy(ownName().with(0, '00000000').join('-'), { host: 'elsewhere', command: 'upgrade' })
    expect((await refusal(() => withLock(foreign, 'x', () => {}))).message).toMatch(
      /running on elsewhere \(pid \d+: `upgrade`\)/,
    )
    expect((await refusal(() => withLock(lockedBy('odd'), 'x', () => {}))).message).toContain('pid unknown')
  })
})

describe('processes', () => {
  test.each<[string, () => string]>([
    ['a free lock', temporaryFolder],
    ['a dead lock', () => lockedBy(deadOwner())],
  ])('eight at once take %s one at a time or are refused', async (_, make) => {
    const root = make()
    const racers = Array.from({ length: 8 }, () => ended(start(bundled.script, 'race', root)))
    writeFileSync(`${root}.gate`, '')
    const results = await Promise.all(racers)
    const won = results.filter(({ code }) => code === 0)
    const log = readFileSync(`${root}.log`, 'utf8')
    for (const suffix of ['.gate', '.log']) rmSync(root + suffix)
    expect(won.length).toBeGreaterThan(0)
    expect(log).toBe('in out '.repeat(won.length))
    for (const { code, stderr } of results) if (code !== 0) expect(stderr).toMatch(/^LOCKED: /)
    expect(snapshot(root)).toEqual({})
  })

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s releases it, and ends the process by that',
    async (signal) => {
      const root = temporaryFolder()
      const child = start(bundled.script, 'hold', root)
      await once(child.stdout!, 'data')
      expect((await refusal(() => withLock(root, 'x', () => {}))).message).toContain(
        `pid ${child.pid}: \`feature create\``,
      )
      const end = ended(child)
      child.kill(signal)
      setTimeout(() => child.kill(signal), 100)
      expect(await end).toMatchObject({ signal })
      expect(existsSync(join(root, '.paxx'))).toBe(false)
    },
  )

  test('a killed one is followed by the next', async () => {
    const root = temporaryFolder()
    const child = start(bundled.script, 'hold', root)
    await once(child.stdout!, 'data')
    const end = ended(child)
    child.kill('SIGKILL')
    await end
    await withLock(root, 'x', () => {})
    expect(snapshot(root)).toEqual({})
  })
})
