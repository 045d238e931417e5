import { describe, expect, it } from 'vitest'
import { planEnv } from '../../src/change/env.ts'
import { mergeEnv } from '../../src/merge/merge-env.ts'

const example = '# A\nA=\n\n# B\n# B=1\n'
const redis = `${example}\n# Where Redis is.\nREDIS_URL=\n`
const secret = `${example}\n# Signs.\nTOKEN_SECRET=\n`
const merge = (env: string, from: string, to: string) => mergeEnv(env, from, to, (line) => `${line}filled`)

describe('mergeEnv', () => {
  it('brings what is new to where the example has it, with its value', () => {
    const { text } = merge('# A\nA=mine\n\n# B\n# B=1\n', example, secret)
    expect(text).toBe('# A\nA=mine\n\n# B\n# B=1\n\n# Signs.\nTOKEN_SECRET=filled\n')
  })

  it('takes it away again, byte for byte, where it was left as it came', () => {
    const env = '# A\nA=mine\nMINE=1\n\n# B\n# B=1\n'
    const plain = (from: string, text: string, to: string) => mergeEnv(text, from, to, (line) => line).text
    expect(plain(redis, plain(example, env, redis), example)).toBe(env)
  })

  it('keeps a value that it was given, and names it', () => {
    const { text, forgotten } = merge(redis.replace('REDIS_URL=', 'REDIS_URL=redis://mine'), redis, example)
    expect(text).toContain('REDIS_URL=redis://mine\n')
    expect(text).not.toContain('Where Redis is')
    expect(forgotten).toEqual(['REDIS_URL'])
  })

  it('does not bring a setting that is there', () => {
    const env = `REDIS_URL=redis://mine\n${example}`
    expect(merge(env, example, redis).text.match(/^REDIS_URL=.*$/gm)).toEqual(['REDIS_URL=redis://mine'])
  })

  it('leaves a value as it is where the usual one changes', () => {
    expect(merge('# A\nA=1\n', '# A\nA=1\n', '# Another.\nA=2\n').text).toBe('# Another.\nA=1\n')
    expect(merge('MINE=1\n', 'A=1\n', 'A=2\n').text).toBe('MINE=1\n')
  })

  it('leaves a setting that was emptied empty', () => {
    expect(merge(secret, secret, `${secret}\nC=\n`).text).toMatch(/^TOKEN_SECRET=$/m)
  })

  it.each(['', 'A=1', 'X=1\nY=2\n', '# B=1\n\nA=\n'])('loses no line of %j, whatever comes', (env) => {
    const { text } = merge(env, example, redis)
    expect(text).toContain('REDIS_URL=filled')
    for (const line of env.split('\n').filter((one) => one.includes('=') && !one.startsWith('#')))
      expect(text.split('\n')).toContain(line)
  })
})

describe('planEnv', () => {
  it('finds the first setting behind a byte order mark, and keeps both', () => {
    const file = (content: string) => ({ content, mode: 0o600 })
    const tree = (text: string) => new Map([['.env.example', file(text)]])
    const ours = new Map([['.env', file('\uFEFFREDIS_URL=mine\n')]])

    expect(planEnv(ours, tree(''), tree('REDIS_URL=\n')).changes).toEqual([])
    const { changes } = planEnv(ours, tree(''), tree('REDIS_URL=\nB=1\n'))
    expect(changes).toMatchObject([{ path: '.env', after: { content: '\uFEFFB=1\nREDIS_URL=mine\n' } }])
  })
})
