import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { numberParam } from './params.ts'

describe('numberParam', () => {
  const param = numberParam(z.int())

  it.each([
    ['0', 0],
    ['-7', -7],
    ['9007199254740991', 9_007_199_254_740_991],
  ])('reads %s', (text, number) => {
    expect(param.parse(text)).toBe(number)
  })

  it.each(['', ' ', '01', '+1', ' 1', '1 ', '1.0', '1e0', '0x1', '-0', '1_0', '9007199254740993', '１'])('refuses %j', (text) => {
    expect(param.safeParse(text).success).toBe(false)
  })

  it('refuses one that is there twice', () => {
    expect(param.safeParse(['1', '2']).success).toBe(false)
  })
})
