import { describe, expect, it } from 'vitest'
import { detectPackageManager } from '../../src/render/package-manager.ts'
import { fillSecrets } from '../../src/render/secrets.ts'
import { suggestion } from '../../src/suggest.ts'
import { isCurrentNode } from '../../src/tools/node.ts'
import { commandLine } from '../../src/tools/run.ts'

describe('detectPackageManager', () => {
  it.each([
    ['npm/11.19.1 node/v24.21.0 linux x64 workspaces/false', 'npm'],
    ['pnpm/10.1.0 npm/? node/v24.1.0 linux x64', 'pnpm'],
    ['yarn/1.22.22 npm/? node/v24.1.0 linux x64', 'yarn'],
    ['bun/1.3.0 npm/? node/v24.3.0 linux x64', 'bun'],
    ['cnpm/1', 'npm'],
    [undefined, 'npm'],
  ])('finds in %j: %s', (userAgent, expected) => {
    expect(detectPackageManager(userAgent)).toBe(expected)
  })
})

describe('fillSecrets', () => {
  it('fills every empty secret with one of its own, and nothing else', () => {
    let count = 0
    const secret = () => `s${++count}`
    const example = 'PORT=3000\nDOCS_PASSWORD=\n# JWT_SECRET=\nJWT_SECRET=\nAPI_KEY=set\nEMPTY=\n'
    expect(fillSecrets(example, secret)).toBe(
      'PORT=3000\nDOCS_PASSWORD=s1\n# JWT_SECRET=\nJWT_SECRET=s2\nAPI_KEY=set\nEMPTY=\n',
    )
  })
})

describe('suggestion', () => {
  const sentence = (word: string) => word
  it.each([
    ['bootstap', 'bootstrap'],
    ['strat', 'start'],
    ['statsu', 'status'],
    ['xyzzyxyzzy', undefined],
  ])('%s → %s', (typed, expected) => {
    expect(suggestion(typed, ['bootstrap', 'start', 'status', 'doctor'], sentence)).toBe(expected)
  })
})

describe('isCurrentNode', () => {
  it.each([
    ['20.20.2', false],
    ['22.21.0', false],
    ['24.15.0', false],
    ['24.16.0', true],
    ['24.21.0', true],
    ['26.0.0', true],
  ])('%s: %s', (version, expected) => {
    expect(isCurrentNode(version)).toBe(expected)
  })
})

describe('commandLine', () => {
  it('is what one would type in a shell', () => {
    const tool = { file: 'tsx', args: ['main.ts', "it's", 'a b', ''], cwd: '.', env: { PORT: '1' } }
    expect(commandLine(tool)).toBe(`PORT=1 tsx main.ts 'it'\\''s' 'a b' ''`)
  })
})
