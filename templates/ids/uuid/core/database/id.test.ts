import { afterEach, describe, expect, it, vi } from 'vitest'
import { Id, IdParam, newId } from './id.ts'

const make = (count: number) => Array.from({ length: count }, newId)

describe('newId', () => {
  afterEach(() => vi.useRealTimers())

  it('makes UUIDs of version 7, with the time in them', () => {
    const [id = ''] = make(1)
    expect(Id.parse(id)).toMatch(/^.{14}7/)
    expect(Math.abs(Number.parseInt(id.replace('-', '').slice(0, 12), 16) - Date.now())).toBeLessThan(1_000)
  })

  it('makes each once, and in order, however fast, and when the clock is put back', () => {
    vi.useFakeTimers()
    const ids = make(10_000)
    vi.setSystemTime(Date.now() - 60_000)
    ids.push(...make(10_000))

    expect(new Set(ids).size).toBe(20_000)
    expect(ids).toEqual(ids.toSorted())
  })
})

describe('IdParam', () => {
  it('takes large letters for small ones', () => {
    const id = newId()
    expect(IdParam.parse(id.toUpperCase())).toBe(id)
  })
})
