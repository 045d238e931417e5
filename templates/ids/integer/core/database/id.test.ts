import { describe, expect, it } from 'vitest'
import { IdParam } from './id.ts'

describe('IdParam', () => {
  it.each(['0', '-1', '01', '+1', ' 1', '1.0', '1e0', '0x1', '9007199254740992', ''])('refuses %j', (text) => {
    expect(IdParam.safeParse(text).success).toBe(false)
  })
})
