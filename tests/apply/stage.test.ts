import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newOwner } from '../../src/apply/owner.ts'
import { stageProject } from '../../src/apply/stage.ts'
import { writeTree } from '../../src/apply/tree.ts'
import type { File } from '../../src/render/tree.ts'
import { after, fill } from './fixtures/trees.ts'
import { bundle, ended, start } from './processes.ts'
import { asOnDisk, refusal, snapshot, temporaryFolder } from './support.ts'

let bundled: Awaited<ReturnType<typeof bundle>>
beforeAll(async () => {
  bundled = await bundle()
})
afterAll(() => bundled.remove())

const files = (...paths: string[]): Map<string, File> => new Map(paths.map((path) => [path, { content: path }]))
const build = (staging: string): void => writeTree(staging, files('a', 'b/c'))
const built = { a: '644 a', 'b/': '', 'b/c': '644 b/c' }

describe('a tree', () => {
  test('is written with its modes, bytes and folders', () => {
    const root = temporaryFolder()
    const content = new Uint8Array([0xff, 0x0d, 0x0a])
    writeTree(
      root,
      new Map([
        ['.env', { content: 's', mode: 0o600 }],
        ['bin/run', { content, mode: 0o755 }],
      ]),
    )
    expect(snapshot(root)).toEqual({ '.env': '600 s', 'bin/': '', 'bin/run': '755 \xff\r\n' })
  })

  test('is written over nothing, and through no link', async () => {
    const [root, outside] = [fill(temporaryFolder(), { a: 'mine' }), temporaryFolder()]
    symlinkSync(outside, join(root, 'link'))
    symlinkSync(join(outside, 'absent'), join(root, 'dangling'))
    expect(() => writeTree(root, files('a'))).toThrow('EEXIST')
    expect((await refusal(() => writeTree(root, files('link/a')))).code).toBe('PATH_ESCAPES')
    expect((await refusal(() => writeTree(root, files('dangling')))).code).toBe('PATH_ESCAPES')
    expect((await refusal(() => writeTree(root, files('x', '../a')))).code).toBe('PATH_INVALID')
    expect(snapshot(root)).toEqual({ a: '644 mine', dangling: '@', link: '@' })
    expect(readdirSync(outside)).toEqual([])
  })
})

describe('a new project', () => {
  test('appears whole, where nothing or an empty folder was', async () => {
    const parent = temporaryFolder()
    mkdirSync(join(parent, 'empty'))
    for (const name of ['new', 'empty']) {
      const result = await stageProject(join(parent, name), (staging) => {
        build(staging)
        expect(snapshot(join(parent, name, '..'))[`${name}/a`]).toBeUndefined()
        return name
      })
      expect(result).toBe(name)
      expect(snapshot(join(parent, name))).toEqual(built)
    }
    expect(readdirSync(parent).toSorted()).toEqual(['empty', 'new'])
  })

  test('brings its missing parents with it, or leaves none of them', async () => {
    const parent = temporaryFolder()
    const target = join(parent, 'x/y/shop')
    await expect(stageProject(target, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
    expect(readdirSync(parent)).toEqual([])
    await stageProject(target, build)
    expect(snapshot(target)).toEqual(built)
    expect(readdirSync(parent)).toEqual(['x'])
  })

  test('is refused where something is, before anything is built', async () => {
    const parent = fill(temporaryFolder(), { 'full/a': 'mine', file: 'mine' })
    symlinkSync(temporaryFolder(), join(parent, 'link'))
    const before = snapshot(parent)
    const never = (): void => expect.unreachable()
    for (const name of ['full', 'file', 'link']) {
      expect((await refusal(() => stageProject(join(parent, name), never))).code).toBe('TARGET_EXISTS')
    }
    expect((await refusal(() => stageProject(join(parent, 'full'), never))).message).toContain('is not empty: a.')
    expect((await refusal(() => stageProject(join(parent, 'file/shop'), never))).code).toBe('TARGET_EXISTS')
    expect(snapshot(parent)).toEqual(before)
  })

  test.each<[string, (target: string) => void]>([
    ['a folder', (target) => fill(target, { mine: 'mine' })],
    ['a file', (target) => writeFileSync(target, 'mine')],
  ])('overwrites no target that appears meanwhile: %s', async (_, appear) => {
    const parent = temporaryFolder()
    const target = join(parent, 'shop')
    const error = await refusal(() =>
      stageProject(target, (staging) => {
        build(staging)
        appear(target)
      }),
    )
    expect(error.code).toBe('TARGET_EXISTS')
    expect(Object.values(snapshot(parent)).join('')).toBe('644 mine')
  })

  test('removes what dead processes left for the same target, and nothing else', async () => {
    const parent = temporaryFolder()
    const dead = newOwner().split('-').with(2, '1').join('-')
    const foreign = newOwner().split('-').with(0, '00000000').join('-')
    fill(parent, { [`.shop.paxx-${dead}/a`]: '', [`.other.paxx-${foreign}/a`]: '', '.shop.paxx-mine/a': '' })
    await stageProject(join(parent, 'shop'), build)
    expect(readdirSync(parent).toSorted()).toEqual([`.other.paxx-${foreign}`, '.shop.paxx-mine', 'shop'])
  })
})

describe('processes', () => {
  const begin = async (command: string, target: string): Promise<ReturnType<typeof start>> => {
    const child = start(bundled.script, command, target)
    await once(child.stdout!, 'data')
    return child
  }

  test('two one after the other: the second is refused and leaves no trace', async () => {
    const parent = temporaryFolder()
    const target = join(parent, 'shop')
    const first = await begin('stage slowly', target)
    const error = await refusal(() => stageProject(target, build))
    expect(error).toMatchObject({
      code: 'LOCKED',
      message: `Another paxx command is making \`shop\` (pid ${first.pid}).`,
    })
    writeFileSync(`${target}.gate`, '')
    expect(await ended(first)).toMatchObject({ code: 0 })
    rmSync(`${target}.gate`)
    expect(readdirSync(parent)).toEqual(['shop'])
    expect(snapshot(target)).toEqual(asOnDisk(after))
  })

  test('four at once: one makes it, the others are refused and leave no trace', async () => {
    const parent = temporaryFolder()
    const target = join(parent, 'shop')
    const results = await Promise.all([1, 2, 3, 4].map(() => ended(start(bundled.script, 'stage', target))))
    expect(results.map(({ code }) => code).toSorted()).toEqual([0, 1, 1, 1])
    for (const { code, stderr } of results) if (code === 1) expect(stderr).toMatch(/^(LOCKED|TARGET_EXISTS): /)
    expect(readdirSync(parent)).toEqual(['shop'])
    expect(snapshot(target)).toEqual(asOnDisk(after))
  })

  test.each([
    ['SIGINT', 'stage slowly'],
    ['SIGTERM', 'stage slowly'],
    ['SIGTERM', 'stage stubbornly'],
  ] as const)('%s ends one that would %s, and leaves no trace', async (signal, command) => {
    const parent = temporaryFolder()
    const child = await begin(command, join(parent, 'shop'))
    const end = ended(child)
    child.kill(signal)
    expect(await end).toMatchObject({ signal })
    expect(readdirSync(parent)).toEqual([])
  })
})
