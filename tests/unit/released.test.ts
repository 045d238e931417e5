import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { expect, it } from 'vitest'
import { hashPackage, pack, unpack } from '../../src/tools/pack.ts'
import { released } from '../../src/tools/released.ts'
import { version } from '../../src/version.ts'
import { repo } from '../support.ts'

it('knows each version that was released by what it holds', async () => {
  const changelog = await readFile(path.join(repo, 'CHANGELOG.md'), 'utf8')
  const versions = [...changelog.matchAll(/^## (\d\S*)/gm)]
    .map(([, found]) => found!)
    .filter((found) => found !== version)
  for (const each of new Set([...versions, ...Object.keys(released)])) {
    const packed = await readFile(path.join(repo, `tests/fixtures/paxx-${each}.tgz`))
    expect({ [each]: released[each] }).toEqual({ [each]: hashPackage(unpack(packed)!) })
  }
})

it('has one hash for the same files, however they are packed', async () => {
  const files = unpack(await readFile(path.join(repo, 'tests/fixtures/paxx-0.1.0.tgz')))!
  expect(hashPackage(unpack(await pack(new Map([...files].toReversed())))!)).toBe(released['0.1.0'])
  expect(unpack(Buffer.from('no package'))).toBeUndefined()
})
